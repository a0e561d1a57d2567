// inspect: any blob that has to do with Kerberos, laid open to its last field.
import { toJson } from '#krb5';
import { BLOB_OPTIONS, BLOB_OPTIONS_HELP, inspectOperands } from '../blobs.ts';
import { has } from '../cli.ts';
import type { Verb } from '../cli.ts';
import { UsageMistake } from '../failure.ts';
import { inspectionText } from '../format/inspection-text.ts';
import { printJson } from '../format/json.ts';

export const inspectVerb: Verb = {
  name: 'inspect',
  summary: 'Lay open a ticket, message, cache, keytab, header or any other blob',
  usage: `Usage: inspect [options] FILE|-|TEXT
  FILE, standard input (-) or the text itself; what it is is found out.
${BLOB_OPTIONS_HELP}      --show-keys       print keys and passwords in full
      --explain         say in a sentence what each number and flag means
`,
  usageExit: 2,
  options: {
    ...BLOB_OPTIONS,
    long: { ...BLOB_OPTIONS.long, 'show-keys': { argument: 'none' }, explain: { argument: 'none' } },
  },

  async run({ given, operands }, cli) {
    if (operands.length !== 1) throw new UsageMistake('inspect takes one FILE, - or TEXT');
    const showKeys = has(given, 'show-keys');
    const explain = has(given, 'explain') ? cli.soFar().language : undefined;
    for (const inspection of await inspectOperands(operands, given, cli)) {
      cli.out(
        cli.json
          ? printJson(toJson(inspection, { showKeys }))
          : inspectionText(inspection, { showKeys, explain }),
      );
    }
    return 0;
  },
};
