// diff: two tickets, caches, keytabs or messages beside each other, with the exit codes of diff(1).
import { compareInspections, placedJson } from '#krb5';
import { BLOB_OPTIONS, BLOB_OPTIONS_HELP, inspectOperands } from '../blobs.ts';
import type { Verb } from '../cli.ts';
import { Failure, UsageMistake } from '../failure.ts';
import { differencesText } from '../format/inspection-text.ts';
import { printJson } from '../format/json.ts';

const SAME = 0;
const DIFFERENT = 1;
const TROUBLE = 2;

export const diff: Verb = {
  name: 'diff',
  summary: 'Compare two tickets, caches, keytabs or messages, field by field',
  usage: `Usage: diff [options] A B
  Each a FILE, standard input (-) or the text itself. Exit code: 0 alike, 1 different, 2 trouble.
${BLOB_OPTIONS_HELP}`,
  usageExit: TROUBLE,
  options: BLOB_OPTIONS,

  async run({ given, operands }, cli) {
    if (operands.length !== 2) throw new UsageMistake('diff takes two: A and B');
    const [a, b] = await inspectOperands(operands, given, cli, TROUBLE);
    if (a === undefined || b === undefined) throw new UsageMistake('diff takes two: A and B');
    const differences = compareInspections(a, b);
    if (differences === undefined) {
      const reason = `the first is of kind ${a.kind}, the second of kind ${b.kind}, and not each of them holds one PAC`;
      throw new Failure(TROUBLE, `diff: ${reason}`);
    }
    if (cli.json) {
      const listed = differences.map(({ path, change, before, after }) => ({
        path,
        change,
        before: before === undefined ? null : placedJson(a, before),
        after: after === undefined ? null : placedJson(b, after),
      }));
      cli.out(
        printJson({
          schema: 'tessera.diff/1',
          kind: a.kind === b.kind ? a.kind : 'pac',
          differences: listed,
        }),
      );
    } else cli.out(differencesText(differences));
    return differences.length === 0 ? SAME : DIFFERENT;
  },
};
