// What was put into the sign-in form: it outlives a failure, so that nothing is typed twice. What was not touched is
// left out; then what is remembered of the identity counts.
import { serversTyped } from '#shared';
import type { GivenServers, IdentityDto, KeytabDto, SignInHow, SignInOptions } from '#shared';

export interface SignInDraft {
  readonly principal: string;
  readonly options?: SignInOptions;
  readonly how?: 'password' | 'keytab';
  /** The saved password is used where there is one. */
  readonly useSaved?: boolean;
  readonly keep?: boolean;
  readonly keytab?: KeytabDto;
  /** As typed. */
  readonly kdc?: string;
  readonly kpasswd?: string;
}

export const howOf = (draft: SignInDraft, identity: IdentityDto | undefined): 'password' | 'keytab' =>
  draft.how ?? (identity?.means?.how === 'keytab' ? 'keytab' : 'password');

export const usesSaved = (draft: SignInDraft, identity: IdentityDto | undefined): boolean =>
  identity?.means?.saved === 'kept' && (draft.useSaved ?? true);

/** What the next typed password is: kept where the last one was. */
export const keeps = (draft: SignInDraft, identity: IdentityDto | undefined): boolean =>
  draft.keep ?? identity?.means?.saved !== undefined;

export const kdcTyped = (draft: SignInDraft, identity: IdentityDto | undefined): string =>
  draft.kdc ?? identity?.means?.servers?.kdc.join(', ') ?? '';

export const kpasswdTyped = (draft: SignInDraft, identity: IdentityDto | undefined): string =>
  draft.kpasswd ?? identity?.means?.servers?.kpasswd.join(', ') ?? '';

/** Undefined as long as a keytab is meant and none is chosen. */
export function signInHow(draft: SignInDraft, identity: IdentityDto | undefined): SignInHow | undefined {
  if (howOf(draft, identity) === 'keytab') {
    return draft.keytab === undefined ? undefined : { kind: 'keytab', keytab: draft.keytab.keytab };
  }
  if (usesSaved(draft, identity)) return { kind: 'saved-password' };
  return { kind: 'password', keep: keeps(draft, identity) };
}

/** Undefined where none are named and none were. */
export function serversOf(draft: SignInDraft, identity: IdentityDto | undefined): GivenServers | undefined {
  const kdc = serversTyped(kdcTyped(draft, identity));
  if (kdc.length === 0 && identity?.means?.servers === undefined) return undefined;
  return { kdc, kpasswd: kdc.length === 0 ? [] : serversTyped(kpasswdTyped(draft, identity)) };
}
