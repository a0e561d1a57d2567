// The canary: an app and a command line do their whole job with accounts of MIT.TEST, HEIMDAL.TEST and AD.TEST whose
// passwords exist for this run alone; then their passwords, their long-term keys and every session key are looked for
// wherever the programs could have left them. A planted secret comes first: a place where it is not found was not
// searched. What the apps of all other tests leave is searched when each of them is closed.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { contentsOf, formatPrincipal, parseCcache } from '../../src/krb5/index.ts';
import { addAccount, deleteAccount, exportKeytab, longTermKeys } from '../support/accounts.ts';
import { startPeer, type Peer, type PeerName } from '../support/peers.ts';
import { SecretSearch, spellings } from '../support/secret-search.ts';
import { launchTessera, recordsMessages, root, type Launched } from './launch.ts';
import { PLACES, contentsOfFile, filesBelow, isCache, notePassword } from './left-behind.ts';
import { MainHeap } from './main-heap.ts';
import { countInMemory } from './process-memory.ts';
import { processTree } from './process-tree.ts';
import { answerPrompt, ownKerberos, signIn, signInForm, type Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');
/** After a sign-in no more of it is in the live heap. */
const FORGOTTEN_MS = 5_000;

const REALMS: readonly { readonly name: PeerName; readonly service: string }[] = [
  { name: 'mit', service: 'HTTP/web.mit.test' },
  { name: 'heimdal', service: 'HTTP/web.heimdal.test' },
  { name: 'samba', service: 'HTTP/web.ad.test' },
];

interface Account {
  readonly peer: Peer;
  readonly service: string;
  readonly name: string;
  readonly principal: string;
  password: string;
}

const newPassword = (): string => `Canary-${randomBytes(10).toString('hex')}`;

test.describe.serial('the canary', () => {
  test.describe.configure({ timeout: 180_000 });
  const present = REALMS.filter(({ name }) => !absent.includes(name));
  test.skip(present.length === 0, 'no real KDC can run on this machine');
  const accounts: Account[] = [];
  /** What must not be found, and what must. */
  const secrets = new SecretSearch();
  const planted = { bytes: randomBytes(16), text: `planted${randomBytes(8).toString('hex')}` };
  const plantedSearch = new SecretSearch([
    { name: 'planted octets', bytes: planted.bytes },
    { name: 'planted text', bytes: Buffer.from(planted.text) },
  ]);
  let folder = '';
  let userData = '';
  let kerberos: Kerberos;
  let tessera: Launched;
  let heap: MainHeap;
  let record = '';
  let printed = '';
  let childPrinted = '';
  /** Arguments and environments of the command line's processes. */
  const childLines: Buffer[] = [];
  const main = (): number => tessera.app.process().pid ?? 0;
  const profile = (): string => tessera.left.profile();

  /** Every cache there is: the only place for session keys. */
  const caches = (): string[] =>
    [
      kerberos.cache,
      ...filesBelow(path.join(path.dirname(kerberos.cache), 'run')),
      ...filesBelow(folder),
    ].filter((file) => isCache(contentsOfFile(file)));
  function noteSessionKeys(): void {
    for (const file of caches()) {
      const { principal, credentials } = contentsOf(parseCcache(contentsOfFile(file)));
      for (const { server, key } of credentials) {
        const name = `session key of ${formatPrincipal(principal)} for ${formatPrincipal(server)}`;
        secrets.add([{ name, bytes: key.keyValue }]);
      }
    }
  }
  function noteAccount({ peer, name, principal, password }: Account): void {
    secrets.add([{ name: `password of ${principal}`, bytes: Buffer.from(password) }]);
    secrets.add(longTermKeys(peer, name).map((bytes) => ({ name: `long-term key of ${principal}`, bytes })));
  }
  function wrongPassword({ principal }: Account): string {
    const wrong = newPassword();
    secrets.add([{ name: `wrong password for ${principal}`, bytes: Buffer.from(wrong) }]);
    return wrong;
  }
  async function heapHas(search: SecretSearch): Promise<string[]> {
    return [...(await heap.strings(search)), ...(await heap.buffers(search))];
  }

  /** What the window is for: a service ticket, a renewal, a look at one's PAC, another password. */
  async function mainJob(account: Account): Promise<void> {
    const { page, app } = tessera;
    const { principal, service, password } = account;
    const choose = async (item: string): Promise<void> => {
      await page.getByRole('button', { name: `More for ${principal}` }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await choose('Get a service ticket');
    const sheet = page.getByRole('dialog', { name: 'Get a service ticket' });
    await sheet.getByLabel('Service').fill(service);
    await expect(sheet.getByRole('radio').first()).toBeChecked();
    await sheet.getByRole('button', { name: 'Get ticket' }).click();
    await expect(sheet).toBeHidden();
    noteSessionKeys();
    await choose('Renew now');
    await expect(page.getByRole('status').filter({ hasText: 'renewed, valid until' })).not.toHaveCount(0);
    noteSessionKeys();
    await choose('Change its password');
    const change = page.getByRole('dialog', { name: `Change the password of ${principal}` });
    const first = app.waitForEvent('window');
    await change.getByRole('button', { name: 'Continue' }).click();
    const present = await first;
    const second = app.waitForEvent('window');
    await answerPrompt(present, principal, password);
    const fresh = await second;
    account.password = newPassword();
    await fresh.getByLabel('The same again').fill(account.password);
    await answerPrompt(fresh, principal, account.password);
    await expect(page.getByText(`The password of ${principal} is changed`).first()).toBeVisible();
    noteAccount(account);
  }

  /** The command line, its own cache beside the app's, with a trace; what it prints and what starts it is kept. */
  async function commandLine(realm: PeerName, args: readonly string[], input = '', code = 0): Promise<void> {
    const trace = path.join(folder, 'trace.log');
    const env = {
      PATH: process.env['PATH'] ?? '',
      ...kerberos.env,
      KRB5CCNAME: `FILE:${path.join(folder, `${realm}.cc`)}`,
      KRB5_TRACE: trace,
    };
    const cli = [path.join(root, 'out/cli/tessera.js'), ...args, '--trace-json'];
    const ended = await new Promise<number>((resolve) => {
      const child = execFile(process.execPath, cli, { env }, (error, stdout, stderr) => {
        childPrinted += `${stdout}${stderr}`;
        resolve(typeof error?.code === 'number' ? error.code : 0);
      });
      // While it waits for its input it stands still.
      for (const file of ['cmdline', 'environ'])
        childLines.push(contentsOfFile(`/proc/${String(child.pid)}/${file}`));
      child.stdin?.end(input);
    });
    expect(ended, args.join(' ')).toBe(code);
  }

  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-canary-'));
    record = path.join(folder, 'ipc.jsonl');
    const id = randomBytes(4).toString('hex');
    for (const { name, service } of present) {
      const peer = startPeer(name);
      const account = { peer, service, name: `canary-${id}`, principal: `canary-${id}@${peer.realm}` };
      accounts.push({ ...account, password: newPassword() });
    }
    const config = path.join(folder, 'krb5.conf');
    writeFileSync(config, accounts.map(({ peer }) => `include ${peer.krb5Conf}\n`).join(''));
    kerberos = ownKerberos(config);
    for (const account of accounts) {
      addAccount(account.peer, account.name, account.password);
      noteAccount(account);
    }
    // Its name is an argument of the processes.
    userData = mkdtempSync(path.join(os.tmpdir(), `tessera-${planted.text}-`));
    tessera = await launchTessera({
      userData,
      env: { ...kerberos.env, TESSERA_IPC_RECORD: record, TESSERA_PLANTED: planted.text },
    });
    for (const stream of [tessera.app.process().stdout, tessera.app.process().stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString('latin1');
      });
    }
    heap = await MainHeap.open(tessera.app);
  });
  test.afterAll(async () => {
    heap.close();
    await tessera.close();
    kerberos.remove();
    for (const { peer, name } of accounts) deleteAccount(peer, name);
    for (const each of [folder, userData]) rmSync(each, { recursive: true });
  });

  test('the search finds each spelling of a secret, and one that is planted in each place', async () => {
    for (const [spelling, bytes] of spellings(planted.bytes)) {
      const around = Buffer.concat([Buffer.alloc(3), bytes, Buffer.alloc(3)]);
      expect(plantedSearch.found(around), spelling).not.toEqual([]);
    }
    for (const before of ['', 'a', 'ab']) {
      const whole = Buffer.concat([Buffer.from(before), planted.bytes, Buffer.from('xyz')]).toString(
        'base64',
      );
      expect(plantedSearch.foundInText(whole)).toEqual([expect.stringContaining('base64')]);
    }
    expect(secrets.found(planted.bytes)).toEqual([]);

    const { app, page } = tessera;
    // A name that no KDC knows goes the way of every name: record, database, its log, window.
    await signInForm(page, `${planted.text}@${accounts[0]?.peer.realm ?? ''}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    const sheet = page.getByRole('alertdialog');
    await expect(sheet).toContainText(planted.text);
    if (recordsMessages)
      await expect.poll(() => plantedSearch.found(contentsOfFile(record))).toContain('planted text (raw)');
    const database = filesBelow(tessera.userData).filter((file) => /tessera\.db(-wal|-shm)?$/.test(file));
    expect(database.flatMap((file) => plantedSearch.found(contentsOfFile(file)))).toContain(
      'planted text (raw)',
    );
    expect(database.some((file) => file.endsWith('-wal'))).toBe(true);
    await sheet.getByRole('button', { name: 'Close' }).click();

    const octets = [...planted.bytes];
    await app.evaluate(
      (_electron, given) => {
        const own = Uint8Array.from(given.octets);
        const small = Uint8Array.from(given.octets);
        const kept = { large: new Uint8Array(4_096), small, text: `a text with ${given.text} in it` };
        kept.large.set(own, 1_000);
        Object.assign(globalThis, { planted: kept });
        process.stderr.write(`${given.text}\n`);
      },
      { octets, text: planted.text },
    );
    const inHeap = await heapHas(plantedSearch);
    expect(inHeap).toContain('planted text (raw)');
    expect(inHeap).toContain('planted octets (raw) in [object Uint8Array] of 16 octets');
    expect(inHeap).toContain('planted octets (raw) in [object Uint8Array] of 4096 octets');
    expect(inHeap).toContain('planted octets (raw) in [object ArrayBuffer] of 4096 octets');
    expect([...countInMemory(main(), plantedSearch).keys()]).toContain('planted octets (raw)');
    await app.evaluate(() => {
      Object.assign(globalThis, { planted: undefined });
    });
    expect(await heap.buffers(plantedSearch)).not.toContain(
      'planted octets (raw) in [object Uint8Array] of 4096 octets',
    );

    await expect.poll(() => plantedSearch.found(Buffer.from(printed, 'latin1'))).not.toEqual([]);
    const environ = contentsOfFile(`/proc/${String(main())}/environ`);
    expect(plantedSearch.found(environ)).toContain('planted text (raw)');
    await page.evaluate(
      (text) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('planted');
          opening.onupgradeneeded = () => opening.result.createObjectStore('words');
          opening.onerror = () => {
            reject(new Error('no database'));
          };
          opening.onsuccess = () => {
            const work = opening.result.transaction('words', 'readwrite', { durability: 'strict' });
            work.objectStore('words').put(text, 'one');
            work.oncomplete = () => {
              resolve();
            };
          };
        }),
      planted.text,
    );
    const inProfile = () =>
      filesBelow(profile()).flatMap((file) => plantedSearch.found(contentsOfFile(file)));
    await expect.poll(inProfile).not.toEqual([]);

    writeFileSync(path.join(path.dirname(kerberos.cache), 'left.log'), planted.text);
    await app.evaluate((_electron, text) => {
      const { openSync, rmSync: remove, writeSync } = process.getBuiltinModule('node:fs');
      const file = `/dev/shm/tessera-${String(process.pid)}`;
      const descriptor = openSync(file, 'wx+', 0o600);
      remove(file);
      writeSync(descriptor, text);
      Object.assign(globalThis, { sharedMemory: descriptor });
    }, planted.text);
    const places = tessera.left.look(plantedSearch);
    const expected = PLACES.filter(
      (place) => recordsMessages || place !== 'the messages between the processes',
    );
    expect([...places.keys()].toSorted()).toEqual(expected.toSorted());
    await app.evaluate(() => {
      const { sharedMemory } = globalThis as unknown as { sharedMemory: number };
      process.getBuiltinModule('node:fs').closeSync(sharedMemory);
    });
    expect(tessera.left.look(plantedSearch).has('shared memory')).toBe(false);
  });

  test('an app that leaves one fails the test that closes it', async () => {
    const other = await launchTessera();
    const password = newPassword();
    await notePassword('someone@MIT.TEST', password);
    writeFileSync(path.join(other.userData, 'left.log'), `its password is ${password}\n`);
    await expect(other.close()).rejects.toThrow(
      /^The app left secrets behind:\nthe app’s folder: password of/,
    );
  });

  test('the search sees what the command line writes, prints and is started with', async () => {
    const { name, realm } = accounts[0]!.peer;
    await commandLine(name, ['kinit', `${planted.text}@${realm}`], 'x\n', 1);
    expect(plantedSearch.found(contentsOfFile(path.join(folder, 'trace.log')))).not.toEqual([]);
    expect(childLines.filter((line) => plantedSearch.found(line).length > 0).length).toBe(1);
    expect(plantedSearch.found(Buffer.from(childPrinted, 'latin1'))).not.toEqual([]);
  });

  for (const { name } of present) {
    test(`five seconds after signing in at ${name} nothing of it is in main’s live heap`, async () => {
      const account = accounts.find(({ peer }) => peer.name === name)!;
      const { page } = tessera;
      await signIn(tessera, account.principal, wrongPassword(account));
      await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
      await signIn(tessera, account.principal, account.password);
      const card = page.getByRole('region', { name: account.principal });
      await expect(card).toContainText('Signed in');
      noteSessionKeys();
      await wait(FORGOTTEN_MS);
      expect(await heapHas(secrets)).toEqual([]);

      await mainJob(account);
      noteSessionKeys();
    });
  }

  for (const { name } of present) {
    test(`the command line does the same job at ${name}`, async () => {
      const account = accounts.find(({ peer }) => peer.name === name)!;
      const keytab = path.join(folder, `${name}.keytab`);
      exportKeytab(account.peer, account.name, keytab);
      const { principal, password, service } = account;
      await commandLine(name, ['kinit', '-r', '1h', principal], `${password}\n`);
      await commandLine(name, ['kvno', `${service}@${account.peer.realm}`]);
      await commandLine(name, ['klist', '-e', '-f']);
      noteSessionKeys();
      await commandLine(name, ['kinit', '-R']);
      noteSessionKeys();
      await commandLine(name, ['kinit', '-k', '-t', keytab, principal]);
      noteSessionKeys();
      await commandLine(name, ['kinit', principal], `${wrongPassword(account)}\n`, 1);
    });
  }

  test('nothing of them is in the records of the messages between the processes, but what the prompt answers', () => {
    test.skip(!recordsMessages, 'Electron keeps no record of them');
    const lines = contentsOfFile(record).toString('utf8').trim().split('\n');
    let answers = 0;
    for (const line of lines) {
      const { channel, text } = JSON.parse(line) as { readonly channel: string; readonly text: string };
      const found = secrets.foundInText(text);
      if (channel.startsWith('secret-prompt:answer:')) {
        expect(found).toEqual([expect.stringMatching(/^(wrong )?password /)]);
        answers += 1;
      } else expect(found, channel).toEqual([]);
    }
    // A wrong and a right one at each realm, and the present and the new one of a change.
    expect(answers).toBe(present.length * 4);
  });

  test('nothing of them is in a file of the app, the database’s log, the browser’s profile or a trace', () => {
    const places = [tessera.userData, profile(), folder, path.dirname(kerberos.cache)];
    const kept = new Set([
      ...caches(),
      record,
      ...present.map(({ name }) => path.join(folder, `${name}.keytab`)),
    ]);
    const files = new Set(places.flatMap(filesBelow).filter((file) => !kept.has(file)));
    const names = [...files].map((file) => path.basename(file));
    for (const name of ['tessera.db', 'tessera.db-wal', 'tessera.db-shm', 'trace.log'])
      expect(names).toContain(name);
    expect([...files].some((file) => file.startsWith(profile()))).toBe(true);
    for (const file of files) expect(secrets.found(contentsOfFile(file)), file).toEqual([]);
    // The judge's own check: they are where they belong.
    for (const file of caches()) expect(secrets.found(contentsOfFile(file)), file).not.toEqual([]);
  });

  test('nothing of them is printed, or in the arguments or the environment of a process', () => {
    const tree = processTree(main());
    expect(tree.length).toBeGreaterThan(2);
    expect(secrets.found(Buffer.from(printed, 'latin1'))).toEqual([]);
    expect(secrets.foundInText(childPrinted)).toEqual([]);
    for (const { pid, commandLine } of tree) {
      expect(secrets.foundInText(commandLine), commandLine).toEqual([]);
      expect(secrets.found(contentsOfFile(`/proc/${String(pid)}/environ`)), commandLine).toEqual([]);
    }
    expect(childLines.length).toBeGreaterThanOrEqual(present.length * 6);
    for (const line of childLines) expect(secrets.found(line)).toEqual([]);
  });

  test('nothing of them is in the window, in both densities and on every screen', async () => {
    const { page } = tessera;
    for (const link of await page.getByRole('navigation').getByRole('link').all()) {
      await link.click();
      for (let density = 0; density < 2; density++) {
        await page.keyboard.press('F7');
        const values = await page
          .locator('input')
          .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
        expect(secrets.foundInText(`${await page.content()}${values.join('\n')}`)).toEqual([]);
      }
    }
  });

  test('nothing of them is in main’s live heap; what its raw memory still holds is counted', async () => {
    expect(await heapHas(secrets)).toEqual([]);
    const counts = countInMemory(main(), secrets);
    const kinds = new Map<string, number>();
    for (const [label, count] of counts) {
      const kind = /^(wrong password|password|long-term key|session key)/.exec(label)?.[1] ?? label;
      kinds.set(kind, (kinds.get(kind) ?? 0) + count);
    }
    const said = [...kinds].map(([kind, count]) => `${kind}: ${String(count)}`).join(', ');
    process.stdout.write(
      `    raw memory of main, of ${String(secrets.secrets)} secrets: ${said === '' ? 'none' : said}\n`,
    );
  });
});
