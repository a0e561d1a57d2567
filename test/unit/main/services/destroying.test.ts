import { describe, expect, it } from 'vitest';
import { EncryptionKey, krbtgt, parsePrincipal } from '#krb5';
import { createDestroyGuard } from '../../../../src/main/services/destroying.ts';
import { describeError } from '../../../../src/main/services/index.ts';
import type { Place } from '../../../../src/main/services/places.ts';
import type { MainQuestion } from '../../../../src/main/services/ports.ts';
import { openCache } from '../../../../src/node/index.ts';

const START = 1_795_262_400;

function place(name: string, kind: Place['kind'] = 'own', endTime = START + 36_000): Place {
  const client = parsePrincipal(name);
  return {
    name: `MEMORY:${name}`,
    kind,
    cache: openCache(`MEMORY:${name}`),
    problem: undefined,
    contents: {
      principal: client,
      config: [],
      credentials: [
        {
          client,
          server: krbtgt(client.realm),
          key: new EncryptionKey(18, new Uint8Array(32)),
          times: { authTime: START, startTime: START, endTime, renewTill: 0 },
          isSkey: false,
          flags: 0,
          addresses: [],
          authorizationData: [],
          ticket: new Uint8Array([1]),
          secondTicket: new Uint8Array(),
        },
      ],
    },
  };
}

function guarded(answer: (question: MainQuestion) => Promise<boolean> = () => Promise.resolve(false)) {
  const asked: MainQuestion[] = [];
  let at = START;
  const { admit } = createDestroyGuard(
    {
      confirm: (question) => {
        asked.push(question);
        return answer(question);
      },
    },
    { now: () => at },
  );
  return {
    asked,
    later: (seconds: number) => {
      at += seconds;
    },
    tries: (which: Place) =>
      admit(which).then(
        () => 'done',
        (error: unknown) => describeError(error).code,
      ),
  };
}

describe('destroying', () => {
  it('one identity’s tickets, again and again, asks nobody', async () => {
    const { tries, asked } = guarded();
    for (let n = 0; n < 3; n++) expect(await tries(place('alice@A'))).toBe('done');
    expect(asked).toEqual([]);
  });

  it('a second identity’s within the hour is main’s own question, which names both', async () => {
    const { tries, asked, later } = guarded();
    await tries(place('alice@A'));
    later(3_599);
    expect(await tries(place('bob\u202E@A'))).toBe('CANCELLED');
    expect(asked).toEqual([{ kind: 'destroy-another', principal: 'bob\\u{202e}@A', before: ['alice@A'] }]);
    later(61);
    expect(await tries(place('bob\u202E@A'))).toBe('done');
  });

  it('is done where the person says yes, and the third is asked about again', async () => {
    const { tries, asked } = guarded(() => Promise.resolve(true));
    for (const name of ['alice@A', 'bob@A', 'carol@A']) expect(await tries(place(name))).toBe('done');
    expect(asked).toHaveLength(2);
  });

  it('a page cannot wear the person down: one question at a time, and after a no none for a minute', async () => {
    let answer: (yes: boolean) => void = () => undefined;
    const { tries, asked, later } = guarded(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await tries(place('alice@A'));
    const first = tries(place('bob@A'));
    expect(await tries(place('carol@A'))).toBe('CANCELLED');
    answer(false);
    expect(await first).toBe('CANCELLED');
    expect(await tries(place('bob@A'))).toBe('CANCELLED');
    expect(asked).toHaveLength(1);
    later(61);
    void tries(place('bob@A'));
    expect(asked).toHaveLength(2);
  });

  it('all at the same moment gets one through', async () => {
    const { tries } = guarded();
    const outcomes = await Promise.all(['a@A', 'b@A', 'c@A', 'd@A'].map((name) => tries(place(name))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  });

  it('practice tickets and expired ones is no loss and counts for nothing', async () => {
    const { tries, asked } = guarded();
    expect(await tries(place('alice@A'))).toBe('done');
    expect(await tries(place('p@PRACTICE.TEST', 'practice'))).toBe('done');
    expect(await tries(place('old@A', 'own', START - 1))).toBe('done');
    expect(asked).toEqual([]);
  });

  it('where main cannot ask, the answer is no', async () => {
    const { admit } = createDestroyGuard({}, { now: () => START });
    await admit(place('alice@A'));
    await expect(admit(place('bob@A'))).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
