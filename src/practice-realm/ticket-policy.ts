// Which flags and times a ticket gets: RFC 4120 3.1.3 (AS) and 3.3.3 (TGS), A.2 and A.6. A KerberosTime of 0 in a
// request's till or rtime means "as long as you give".
import { KdcOption, TicketFlag } from '../krb5/iana/flags.ts';
import type { EncTicketPart, KdcReqBody } from '../krb5/messages/index.ts';
import { CLOCK_SKEW_SECONDS } from './limits.ts';
import { KdcRefusal } from './refusal.ts';

/** All in seconds since 1970; `renewTill` 0 where the ticket is not renewable. */
export interface TicketPlan {
  readonly flags: number;
  readonly starttime: number;
  readonly endtime: number;
  readonly renewTill: number;
}

export interface TicketLimits {
  readonly maxLife: number;
  readonly maxRenew: number;
  readonly forwardable: boolean;
  readonly renewable: boolean;
}

const NEVER = 0xffff_ffff;
const has = (bits: number, bit: number): boolean => (bits & bit) !== 0;
const orNever = (time: number | undefined): number => (time === undefined || time === 0 ? NEVER : time);

const NOT_FOR_AS =
  KdcOption.FORWARDED | KdcOption.PROXY | KdcOption.ENC_TKT_IN_SKEY | KdcOption.RENEW | KdcOption.VALIDATE;
const NEVER_GIVEN = KdcOption.CNAME_IN_ADDL_TKT | KdcOption.REQUEST_ANONYMOUS;

/** @throws KdcRefusal KDC_ERR_BADOPTION, KDC_ERR_CANNOT_POSTDATE, KDC_ERR_NEVER_VALID */
export function planInitialTicket(
  body: KdcReqBody,
  limits: TicketLimits,
  now: number,
  preAuthenticated: boolean,
): TicketPlan {
  const options = body.kdcOptions;
  if (has(options, NOT_FOR_AS | NEVER_GIVEN)) {
    throw new KdcRefusal('KDC_ERR_BADOPTION', 'an option that the AS exchange does not have');
  }
  let flags: number = TicketFlag.INITIAL;
  if (preAuthenticated) flags |= TicketFlag.PRE_AUTHENT;
  if (limits.forwardable) flags |= options & (KdcOption.FORWARDABLE | KdcOption.PROXIABLE);
  flags |= options & KdcOption.ALLOW_POSTDATE;

  const start = startOf(body, now);
  if (start.postdated) flags |= TicketFlag.POSTDATED | TicketFlag.INVALID;
  const till = orNever(body.till);
  const endtime = Math.min(till, start.time + limits.maxLife);
  if (endtime <= start.time)
    throw new KdcRefusal('KDC_ERR_NEVER_VALID', 'the ticket would end before it starts');
  const renewTill = renewTillOf(body, { till, endtime, start: start.time, limits, ceiling: NEVER });
  if (renewTill > 0) flags |= TicketFlag.RENEWABLE;
  return { flags: flags >>> 0, starttime: start.time, endtime, renewTill };
}

/** A ticket on the strength of another: the TGT, or the ticket itself for RENEW and VALIDATE. */
export function planFurtherTicket(
  body: KdcReqBody,
  evidence: EncTicketPart,
  limits: TicketLimits,
  now: number,
): TicketPlan {
  const options = body.kdcOptions;
  if (has(options, NEVER_GIVEN))
    throw new KdcRefusal('KDC_ERR_BADOPTION', 'an option that this realm does not give');
  if (has(options, KdcOption.VALIDATE)) return planValidation(evidence, now);
  if (has(evidence.flags, TicketFlag.INVALID)) {
    throw new KdcRefusal('KRB_AP_ERR_TKT_NYV', 'the ticket must be validated first');
  }
  if (has(options, KdcOption.RENEW)) return planRenewal(evidence, now);
  requireFlag(options, evidence, KdcOption.FORWARDABLE | KdcOption.FORWARDED, TicketFlag.FORWARDABLE);
  requireFlag(options, evidence, KdcOption.PROXIABLE | KdcOption.PROXY, TicketFlag.PROXIABLE);
  requireFlag(options, evidence, KdcOption.ALLOW_POSTDATE | KdcOption.POSTDATED, TicketFlag.MAY_POSTDATE);

  const kept = TicketFlag.PRE_AUTHENT | TicketFlag.HW_AUTHENT | TicketFlag.FORWARDED | TicketFlag.ENC_PA_REP;
  let flags = evidence.flags & kept;
  flags |= options & (KdcOption.FORWARDED | KdcOption.PROXY | KdcOption.ALLOW_POSTDATE);
  if (limits.forwardable) flags |= options & (KdcOption.FORWARDABLE | KdcOption.PROXIABLE);
  flags |= TicketFlag.TRANSITED_POLICY_CHECKED;

  const start = startOf(body, now);
  if (start.postdated) flags |= TicketFlag.POSTDATED | TicketFlag.INVALID;
  const till = orNever(body.till);
  const endtime = Math.min(till, evidence.endtime, start.time + limits.maxLife);
  if (endtime <= start.time)
    throw new KdcRefusal('KDC_ERR_NEVER_VALID', 'the ticket would end before it starts');
  const ceiling = has(evidence.flags, TicketFlag.RENEWABLE) ? (evidence.renewTill ?? 0) : 0;
  const renewTill = renewTillOf(body, { till, endtime, start: start.time, limits, ceiling });
  if (renewTill > 0) flags |= TicketFlag.RENEWABLE;
  return { flags: flags >>> 0, starttime: start.time, endtime, renewTill };
}

function requireFlag(options: number, evidence: EncTicketPart, asked: number, needed: number): void {
  if (has(options, asked) && !has(evidence.flags, needed)) {
    throw new KdcRefusal('KDC_ERR_BADOPTION', 'the ticket shown does not allow what is asked');
  }
}

function startOf(body: KdcReqBody, now: number): { readonly time: number; readonly postdated: boolean } {
  const from = body.from ?? 0;
  if (from <= now + CLOCK_SKEW_SECONDS) return { time: now, postdated: false };
  if (!has(body.kdcOptions, KdcOption.POSTDATED)) {
    throw new KdcRefusal(
      'KDC_ERR_CANNOT_POSTDATE',
      'a later start was asked for without the POSTDATED option',
    );
  }
  return { time: from, postdated: true };
}

interface RenewInput {
  readonly till: number;
  readonly endtime: number;
  readonly start: number;
  readonly limits: TicketLimits;
  readonly ceiling: number;
}

/** 0 where the ticket is not renewable, or would gain nothing by it. */
function renewTillOf(body: KdcReqBody, { till, endtime, start, limits, ceiling }: RenewInput): number {
  if (!limits.renewable) return 0;
  const asked = has(body.kdcOptions, KdcOption.RENEWABLE)
    ? orNever(body.rtime)
    : has(body.kdcOptions, KdcOption.RENEWABLE_OK) && till > endtime
      ? till
      : 0;
  const renewTill = Math.min(asked, start + limits.maxRenew, ceiling);
  return renewTill > endtime ? renewTill : 0;
}

function planRenewal(evidence: EncTicketPart, now: number): TicketPlan {
  const renewTill = evidence.renewTill ?? 0;
  if (!has(evidence.flags, TicketFlag.RENEWABLE)) {
    throw new KdcRefusal('KDC_ERR_BADOPTION', 'the ticket is not renewable');
  }
  if (renewTill <= now) throw new KdcRefusal('KRB_AP_ERR_TKT_EXPIRED', 'the ticket can no longer be renewed');
  const life = evidence.endtime - (evidence.starttime ?? evidence.authtime);
  const flags = (evidence.flags & ~TicketFlag.INITIAL) >>> 0;
  return { flags, starttime: now, endtime: Math.min(now + life, renewTill), renewTill };
}

function planValidation(evidence: EncTicketPart, now: number): TicketPlan {
  if (!has(evidence.flags, TicketFlag.INVALID)) {
    throw new KdcRefusal('KDC_ERR_BADOPTION', 'the ticket needs no validation');
  }
  const starttime = evidence.starttime ?? evidence.authtime;
  if (starttime > now + CLOCK_SKEW_SECONDS) {
    throw new KdcRefusal('KRB_AP_ERR_TKT_NYV', 'the ticket does not start yet');
  }
  const flags = (evidence.flags & ~(TicketFlag.INVALID | TicketFlag.INITIAL)) >>> 0;
  return { flags, starttime, endtime: evidence.endtime, renewTill: evidence.renewTill ?? 0 };
}
