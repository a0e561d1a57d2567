// What the tray and a notice's button do for an identity.
import { expect, it } from 'vitest';
import { actFor } from '../../../src/main/identity-actions.ts';
import type { Services } from '../../../src/main/services/index.ts';

const signIns = async (lastSignIn: number): Promise<unknown[]> => {
  const asked: unknown[] = [];
  const identity = {
    id: 'a',
    principal: 'alice@AD.TEST',
    isPractice: false,
    lastSignIn,
    options: { lifetime: 3_600 },
  };
  const handlers = {
    'state.get': () =>
      Promise.resolve({ identities: [identity], settings: { signIn: { renewable: 86_400 } } }),
    'identity.signIn': (input: { options: unknown }) => {
      asked.push(input.options);
      return Promise.resolve({});
    },
  } as unknown as Services['handlers'];
  await actFor(handlers, 'a', 'sign-in');
  return asked;
};

it('signs in as the last time, and the first time as the settings say', async () => {
  expect(await signIns(1_800_000_000)).toEqual([{ lifetime: 3_600 }]);
  expect(await signIns(0)).toEqual([{ renewable: 86_400 }]);
});
