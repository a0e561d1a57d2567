import { expect, it } from 'vitest';
import { stepIn } from '../../../../src/main/services/step-words.ts';

it('a step that was written down in English is read in German, and stays as it was in English', () => {
  const silent = { type: 'silent', at: 1, server: 'kdc:88', transport: 'udp', reason: 'no answer' } as const;
  expect(stepIn('de', silent)).toEqual({ ...silent, reason: 'keine Antwort' });
  expect(stepIn('en', silent)).toEqual(silent);
  const failed = {
    type: 'failed',
    at: 2,
    code: 'PASSWORD_INCORRECT',
    message: 'the password is wrong',
    translations: { de: 'Das Passwort ist falsch' },
  } as const;
  expect(stepIn('de', failed)).toMatchObject({ message: 'Das Passwort ist falsch' });
  expect(stepIn('en', failed)).toMatchObject({ message: 'the password is wrong' });
});
