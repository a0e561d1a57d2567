// What a new password must be like. Told to clients in AD's form, which MIT's kpasswd and ours put into words.
import type { PasswordPolicy } from '#krb5';
import { textFromOctets } from '#krb5';
import type { User } from './directory.ts';

export const POLICY: PasswordPolicy = {
  minLength: 8,
  history: 1,
  properties: 1,
  maxAgeSeconds: 0,
  minAgeSeconds: 0,
};

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u] as const;
const CLASSES_NEEDED = 3;

/** Long enough, of three kinds of characters, and without the user's name in it. The history is checked by its key. */
export function isPasswordGoodEnough(user: User, password: Uint8Array): boolean {
  const text = textFromOctets(password);
  return (
    text.length >= POLICY.minLength &&
    CLASSES.filter((kind) => kind.test(text)).length >= CLASSES_NEEDED &&
    !text.toLowerCase().includes(user.entry.name.toLowerCase())
  );
}
