// practice: runs the practice realm until Ctrl+C, and says how MIT's tools and ours reach it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeKeyDerivation, systemClock, systemRandom } from '#node';
import { displayText } from '#krb5';
import { startPracticeRealm } from '#practice-realm';
import type { PracticeEvent, PracticeRealm } from '#practice-realm';
import { has, lastValue } from '../cli.ts';
import type { Cli, Verb } from '../cli.ts';
import { UsageMistake } from '../failure.ts';
import { printJson } from '../format/json.ts';

export const practice: Verb = {
  name: 'practice',
  summary: 'Run a realm on this machine to learn and test with, until Ctrl+C',
  usage: `Usage: practice [-p port] [-v]
  -p, --port     KDC on this port, the password server on the next one (else any free ones)
  -v, --verbose  a line for each request
`,
  usageExit: 2,
  options: {
    short: 'p:v',
    long: { port: { argument: 'required', short: 'p' }, verbose: { argument: 'none', short: 'v' } },
  },

  async run({ given, operands }, cli) {
    if (operands.length > 0) throw new UsageMistake('practice takes no names');
    const port = portOf(lastValue(given, 'p'));
    const trace = has(given, 'v')
      ? (event: PracticeEvent): void => {
          cli.err(eventLine(event));
        }
      : undefined;
    const realm = await startPracticeRealm({
      clock: systemClock(),
      random: systemRandom(),
      kdf: nodeKeyDerivation(),
      ...(port === undefined ? {} : { port }),
      ...(trace === undefined ? {} : { trace }),
    });
    const folder = mkdtempSync(join(tmpdir(), 'tessera-practice-'));
    try {
      announce(cli, realm, folder);
      await untilAborted(cli.signal);
    } finally {
      await realm.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    return 0;
  },
};

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_534) throw new UsageMistake(`"${text}" is no port between 1 and 65534`);
  return port;
}

/** The realm's own krb5.conf and cache: the default ones are never touched. */
function announce(cli: Cli, realm: PracticeRealm, folder: string): void {
  const config = join(folder, 'krb5.conf');
  const keytab = join(folder, 'services.keytab');
  const cache = `FILE:${join(folder, 'krb5cc')}`;
  writeFileSync(config, realm.krb5Conf, { mode: 0o600 });
  writeFileSync(keytab, realm.exportKeytab(), { mode: 0o600 });
  const env = { KRB5_CONFIG: config, KRB5CCNAME: cache };
  if (cli.json) {
    const { users, services, scenarios } = realm;
    cli.out(
      printJson({
        schema: 'tessera.practice/1',
        realm: realm.realm,
        kdcs: realm.kdcAddresses,
        passwordServers: realm.kpasswdAddresses,
        environment: env,
        keytab: `FILE:${keytab}`,
        users: users.map(({ name, password, teaches }) => ({ name, password, teaches })),
        services: services.map(({ name, teaches }) => ({ name, teaches })),
        scenarios: scenarios.map(({ id, title, user, service, expect }) => ({
          id,
          title,
          user,
          service: service ?? null,
          expect,
        })),
      }),
    );
    return;
  }
  const [first] = realm.users;
  const width = Math.max(...realm.users.map(({ name }) => name.length));
  cli.out(
    [
      `The practice realm ${realm.realm} is up on ${realm.kdcAddresses.join(' and ')}, on this machine alone.`,
      '',
      'In another terminal:',
      '',
      `  export KRB5_CONFIG=${config}`,
      `  export KRB5CCNAME=${cache}`,
      `  kinit ${first?.name ?? ''}        # password: ${first?.password ?? ''}`,
      '',
      `Its users, with their passwords (public by design; keys are random and gone when it ends):`,
      ...realm.users.map(({ name, password, teaches }) => `  ${name.padEnd(width)}  ${password}  ${teaches}`),
      '',
      'Its services:',
      ...realm.services.map(({ name, teaches }) => `  ${name}  ${teaches}`),
      '',
      `Keys of the services: ${keytab}`,
      'Ctrl+C ends it.',
      '',
    ].join('\n'),
  );
}

function eventLine({ exchange, transport, client, server, outcome, reason }: PracticeEvent): string {
  const who = [client, server].filter((name) => name !== undefined).join(' -> ');
  return (
    displayText(`${exchange} ${transport} ${who}: ${outcome}${reason === undefined ? '' : ` (${reason})`}`) +
    '\n'
  );
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
