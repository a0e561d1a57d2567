// The words of renewal. Times are seconds since 1970 UTC on our own clock, fractions allowed; 0 is "absent" only
// where the cache's own times are meant.

/** What renewal needs to know of a ticket-granting ticket; no key, no ticket bytes. */
export interface TicketFacts {
  /** The same as long as the ticket is the same one. */
  readonly key: string;
  readonly authTime: number;
  /** Start time, or the authentication time where the cache has none. */
  readonly startTime: number;
  readonly endTime: number;
  /** 0 = not renewable. */
  readonly renewTill: number;
  readonly renewable: boolean;
  /** Postdated and not validated yet. */
  readonly invalid: boolean;
  /** KDC's clock minus ours in seconds, as the cache knows it. */
  readonly kdcOffset: number;
}

export interface RenewalSettings {
  /** The switch of this identity. */
  readonly automatic: boolean;
  /** Renew when less than so many seconds are left; left out: at half of the lifetime. */
  readonly renewWhenLeft?: number | undefined;
  /** Seconds a KDC may still renew after the end (krb5.conf's clockskew). */
  readonly clockSkew: number;
}

export const defaultRenewalSettings: RenewalSettings = { automatic: true, clockSkew: 300 };

/** What can stand in for a person when renewal has ended. */
export type SignInMeans = 'keytab' | 'saved-password';

export type TryOutcome =
  /** It worked, but the cache shows no new ticket (yet). */
  | 'done'
  /** Another program was faster, or the cache holds something else by now: nothing was written. */
  | 'superseded'
  /** No answer, or one that says "later". */
  | 'unreachable'
  /** The KDC said no. A KRB-ERROR is unauthenticated, so one alone does not end the tries. */
  | 'refused'
  /** It failed on our side, or the person cancelled it. */
  | 'failed';

/** One request that was made for the ticket at hand. */
export interface Try {
  readonly kind: 'renew' | 'sign-in';
  readonly at: number;
  readonly outcome: TryOutcome;
}

export type PlanWhy =
  | 'half-life'
  | 'seconds-left'
  | 'retry'
  /** A KDC that could not be reached answers again. */
  | 'network-back'
  /** The last moment before KDCs begin to refuse. */
  | 'last-chance'
  /** After the end, within the clock skew that KDCs allow. */
  | 'after-end'
  /** Renewal has ended: signed in anew with the keytab or the saved password. */
  | 'renewal-ended';

export type NoPlanWhy =
  | 'no-ticket'
  | 'switched-off'
  | 'not-renewable'
  /** It lasts until renew-till: nothing to gain any more. */
  | 'renew-till'
  | 'invalid'
  | 'expired'
  | 'refused'
  /** A renewal brought no later end. */
  | 'no-gain'
  /** The saved password was refused: never sent again until the person acts. */
  | 'password-refused';

export type Plan =
  | {
      readonly kind: 'renew' | 'sign-in';
      /** May lie in the past: then it is due. */
      readonly at: number;
      readonly why: PlanWhy;
      /** Requests for this ticket that did not succeed. */
      readonly failed: number;
    }
  | { readonly kind: 'nothing'; readonly why: NoPlanWhy; readonly failed: number };

export interface PlanInput {
  readonly ticket: TicketFacts | undefined;
  readonly now: number;
  readonly settings: RenewalSettings;
  readonly means?: SignInMeans | undefined;
  /** For this very ticket, oldest first. */
  readonly tries: readonly Try[];
  /** When a KDC of the realm was last seen to answer. */
  readonly reachedAt?: number | undefined;
  /** A renewal of ours ended no later than the ticket before it. */
  readonly noGain?: boolean | undefined;
  /** Makes the jitter: the same seed and ticket give the same moment. */
  readonly seed: string;
}
