// What is written down of sleeps, clocks and networks, as the scheduler sees them on a machine that the test moves.
import { expect, it } from 'vitest';
import { KerberosError } from '../../../../src/krb5/index.ts';
import type { Change, TimelineRow } from '../../../../src/shared/index.ts';
import { createChronicle } from '../../../../src/main/services/renewal/chronicle.ts';
import { createScheduler } from '../../../../src/main/services/renewal/scheduler.ts';
import { renewalEnd } from '../../../../src/main/services/renewal/shown.ts';
import type { TicketFacts } from '../../../../src/main/services/renewal/types.ts';
import { memoryStore } from '../../../../src/main/storage/memory-store.ts';
import { SimulatedMachine } from '../../../support/simulated-machine.ts';

const HOUR = 3_600;
const DAY = 86_400;
const START = 1_800_000_000;

const ticket: TicketFacts = {
  key: 'one',
  authTime: START,
  startTime: START,
  endTime: START + 10 * HOUR,
  renewTill: START + 7 * DAY,
  renewable: true,
  invalid: false,
  kdcOffset: 0,
};

function desk() {
  const machine = new SimulatedMachine(START);
  const store = memoryStore();
  const link = { up: true, silent: false };
  const told: Change[] = [];
  const chronicle = createChronicle({
    store,
    publish: (change) => told.push(change),
    byId: () => ({ principal: 'alice@R', running: false, endTime: ticket.endTime }),
    byPrincipal: () => [{ principal: 'alice@R', running: false, endTime: ticket.endTime }],
  });
  const scheduler = createScheduler({
    clock: machine.clock,
    timers: machine.timers,
    power: machine.power,
    network: { onChange: machine.onNetworkChange, probe: () => Promise.resolve(link.up) },
    targets: {
      list: () => [
        { id: 'alice', realm: 'R', ticket, settings: { automatic: true, clockSkew: 300 }, means: undefined },
      ],
      onChange: () => () => undefined,
    },
    actions: {
      renew: () =>
        link.silent
          ? Promise.reject(
              new KerberosError('KDC_UNREACHABLE', 'silence', { realm: 'R', service: 'kdc', tried: [] }),
            )
          : Promise.resolve({ kind: 'superseded' }),
      signIn: () => Promise.resolve({ kind: 'superseded' }),
    },
    seed: 'desk',
    onEvent: chronicle.note,
    onFault: (fault) => {
      throw fault;
    },
  });
  scheduler.start();
  const rows = (kind: TimelineRow['kind']) =>
    store
      .timeline(100)
      .toReversed()
      .filter((row) => row.kind === kind)
      .map(({ id: _id, kind: _kind, ...row }) => row);
  const silence = (): void => {
    link.silent = true;
  };
  return { machine, chronicle, link, told, rows, silence };
}

it('a sleep that the system tells of is written down once, from word to word', async () => {
  const { machine, rows, told } = desk();
  machine.sleep(START + HOUR, START + 2 * HOUR, true);
  await machine.run(START + 3 * HOUR);
  expect(rows('sleep')).toEqual([{ at: START + HOUR, until: START + 2 * HOUR, seen: 'told' }]);
  expect(told.filter(({ type }) => type === 'timeline.added')).toHaveLength(1);
});

it('a sleep that nobody tells of is noticed by the clock', async () => {
  const { machine, rows } = desk();
  machine.sleep(START + HOUR, START + 2 * HOUR, false);
  await machine.run(START + 3 * HOUR);
  const [sleep] = rows('sleep');
  expect(rows('sleep')).toHaveLength(1);
  expect(sleep).toMatchObject({ seen: 'noticed' });
  // Since it was last looked: a minute before at the most.
  expect(Math.abs((sleep as { at: number }).at - START - HOUR)).toBeLessThanOrEqual(61);
  expect(Math.abs((sleep as { until: number }).until - START - 2 * HOUR)).toBeLessThanOrEqual(61);
});

it('a word of sleep without a sleep is none', async () => {
  const { machine, rows } = desk();
  machine.sleep(START + HOUR, START + HOUR + 3, true);
  await machine.run(START + 2 * HOUR);
  expect(rows('sleep')).toEqual([]);
});

it('a clock that is set back is written down with by how much', async () => {
  const { machine, rows } = desk();
  machine.at(START + HOUR, () => {
    machine.setClockAhead(-1_800);
  });
  await machine.run(START + 2 * HOUR);
  expect(rows('sleep')).toEqual([]);
  expect(rows('clock-set-back')).toHaveLength(1);
  expect(Math.abs((rows('clock-set-back')[0] as { by: number }).by - 1_800)).toBeLessThanOrEqual(1);
});

it('what can be reached is written down when it changes, not each time it is looked at', async () => {
  const { machine, rows, link, chronicle, silence } = desk();
  silence();
  await machine.run(START + 5.6 * HOUR); // asked since half-life, without an answer
  expect(chronicle.last('alice@R')).toMatchObject({ outcome: 'unreachable', code: 'KDC_UNREACHABLE' });
  for (const up of [false, true, false, true]) {
    link.up = up;
    machine.networkChanged();
    await machine.run(machine.seconds + 1);
  }
  expect(rows('reachability')).toMatchObject(
    [false, true, false, true].map((reached) => ({ realm: 'R', reached })),
  );
  expect(chronicle.reached('R')).toBe(true);
});

it('a request of the person’s is one row with its code; the scheduler’s own rows of the history are not doubled', () => {
  const store = memoryStore();
  let running = true;
  const present = () => ({ principal: 'alice@R', running, endTime: START + 50 });
  const chronicle = createChronicle({
    store,
    publish: () => undefined,
    byId: present,
    byPrincipal: () => [present()],
  });
  const row = { id: 1, at: START, kind: 'renew', principal: 'alice@R', outcome: 'ok' } as const;
  chronicle.noteHistory(row);
  chronicle.note({
    type: 'outcome',
    identity: 'a',
    kind: 'renew',
    at: START,
    outcome: 'done',
    endTime: START + 9,
  });
  running = false;
  chronicle.noteHistory({ ...row, at: START + 1 });
  chronicle.noteHistory({ ...row, kind: 'destroy' });
  const error = {
    code: 'KERBEROS',
    kerberos: 'KDC_ERROR',
    kdcError: 12,
    explanation: { whatHappened: '', why: [], whatToDo: [], who: '', helpdesk: [] },
  } as const;
  chronicle.noteHistory({
    ...row,
    at: START + 2,
    outcome: 'failed',
    error: { ...error, explanation: { ...error.explanation, why: [], whatToDo: [], helpdesk: [] } },
  });
  expect(store.timeline(10).toReversed()).toEqual([
    {
      id: 1,
      kind: 'attempt',
      at: START,
      principal: 'alice@R',
      what: 'renew',
      by: 'itself',
      outcome: 'ok',
      until: START + 9,
    },
    {
      id: 2,
      kind: 'attempt',
      at: START + 1,
      principal: 'alice@R',
      what: 'renew',
      by: 'person',
      outcome: 'ok',
      until: START + 50,
    },
    {
      id: 3,
      kind: 'attempt',
      at: START + 2,
      principal: 'alice@R',
      what: 'renew',
      by: 'person',
      outcome: 'refused',
      code: 'KDC_ERR_POLICY',
    },
  ]);
  expect(chronicle.last('alice@R')).toMatchObject({ id: 3 });
  // As after a restart.
  const again = createChronicle({ store, publish: () => undefined, byId: present, byPrincipal: () => [] });
  expect(again.last('alice@R')).toMatchObject({ id: 3 });
});

it('the end of renewal warns a day before where it lasts for days, two hours before where for hours', () => {
  const planned = { kind: 'renew', at: START, why: 'half-life', failed: 0, running: false } as const;
  const common = { planned, ticket, hasMeans: false, beforeRenewalEnds: [DAY, 2 * HOUR] };
  const at = ticket.renewTill;
  expect(renewalEnd(common)).toEqual({ at, warnFrom: at - DAY });
  const short = { ...ticket, renewTill: START + 20 * HOUR };
  expect(renewalEnd({ ...common, ticket: short })).toEqual({
    at: START + 20 * HOUR,
    warnFrom: START + 18 * HOUR,
  });
  // Nothing long enough for a threshold: from when on the last ticket is there.
  const last = { ...ticket, endTime: START + HOUR, renewTill: START + HOUR };
  const nothing = { ...planned, kind: 'nothing', why: 'renew-till' } as const;
  expect(renewalEnd({ ...common, ticket: last, planned: nothing })).toEqual({
    at: START + HOUR,
    warnFrom: START,
  });
  // On our own clock.
  expect(renewalEnd({ ...common, ticket: { ...ticket, kdcOffset: 60 } })?.at).toBe(at - 60);
});

it('the end of renewal is nobody’s business with a keytab, without renewal, or where it is switched off', () => {
  const planned = { kind: 'renew', at: START, why: 'half-life', failed: 0, running: false } as const;
  const common = { planned, ticket, hasMeans: false, beforeRenewalEnds: [DAY] };
  expect(renewalEnd({ ...common, hasMeans: true })).toBeUndefined();
  expect(renewalEnd({ ...common, ticket: { ...ticket, renewable: false } })).toBeUndefined();
  expect(
    renewalEnd({ ...common, planned: { kind: 'nothing', why: 'switched-off', failed: 0, running: false } }),
  ).toBeUndefined();
});
