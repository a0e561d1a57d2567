import { describe, expect, it } from 'vitest';
import { KerberosError } from '../../../../src/krb5/index.ts';
import { createPasswordFromPac } from '../../../../src/main/services/password-from-pac.ts';
import type { IdentityPlace } from '../../../../src/main/services/identities.ts';
import type { PacReport } from '../../../../src/shared/index.ts';
import { SimulatedMachine } from '../../../support/simulated-machine.ts';

const START = 1_800_000_000;
const ALICE = 'alice@AD.TEST';

function desk(answer: () => Promise<PacReport>, kind: 'default' | 'practice' = 'default') {
  const machine = new SimulatedMachine(START);
  const asked: string[] = [];
  let known = false;
  const place = { kind, contents: {} } as unknown as IdentityPlace['place'];
  const fromPac = createPasswordFromPac(
    {
      timers: machine.timers,
      onFault: (error) => {
        throw error;
      },
    },
    {
      identities: () => [{ id: 'a', principal: ALICE, realm: 'AD.TEST', place }],
      isKnown: () => known,
      ask: (identity) => {
        asked.push(identity);
        return answer();
      },
    },
  );
  return {
    machine,
    fromPac,
    asked,
    learn: () => {
      known = true;
    },
  };
}
const report = () => Promise.resolve({} as PacReport);
const refusal = () =>
  Promise.reject(
    new KerberosError('KDC_UNREACHABLE', 'silence', { realm: 'AD.TEST', service: 'kdc', tried: [] }),
  );

describe('the PAC is asked for the password’s end', () => {
  it('once, a minute after the last of several sign-ins', async () => {
    const { machine, fromPac, asked } = desk(report);
    fromPac.signedIn(ALICE);
    await machine.run(START + 30);
    fromPac.signedIn(ALICE);
    await machine.run(START + 80);
    expect(asked).toEqual([]);
    await machine.run(START + 300);
    expect(asked).toEqual(['a']);
  });

  it('not where it is known by then, not in the practice realm, and not after the end of the app', async () => {
    const known = desk(report);
    known.fromPac.signedIn(ALICE);
    known.learn();
    await known.machine.run(START + 90);
    const practice = desk(report, 'practice');
    practice.fromPac.signedIn(ALICE);
    await practice.machine.run(START + 90);
    const closed = desk(report);
    closed.fromPac.signedIn(ALICE);
    closed.fromPac.close();
    await closed.machine.run(START + 90);
    expect([known.asked, practice.asked, closed.asked]).toEqual([[], [], []]);
    expect(closed.machine.timersArmed).toBe(0);
  });

  it('never again where the realm refuses; after silence with the next sign-in', async () => {
    const silent = desk(refusal);
    for (const after of [0, 100]) {
      await silent.machine.run(START + after);
      silent.fromPac.signedIn(ALICE);
      await silent.machine.run(START + after + 70);
    }
    expect(silent.asked).toHaveLength(2);
    const refusing = desk(() =>
      Promise.reject(new KerberosError('NO_CREDENTIALS', 'no', { cache: 'x', server: 'y' } as never)),
    );
    for (const after of [0, 100]) {
      await refusing.machine.run(START + after);
      refusing.fromPac.signedIn(ALICE);
      await refusing.machine.run(START + after + 70);
    }
    expect(refusing.asked).toHaveLength(1);
  });
});
