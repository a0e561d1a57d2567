// Trace events for people (KRB5_TRACE) and for programs (--trace-json).
import { formatHostPort } from '#node';
import { displayText, enctypeName, errorCodeName, padataTypeName } from '#krb5';
import type { KdcAddress, TraceEvent } from '#krb5';

/** One line without its end. */
export function traceText(event: TraceEvent): string {
  switch (event.type) {
    case 'exchange.started':
      return `Getting ${event.exchange === 'kpasswd' ? 'the password changed' : 'a ticket'} by ${event.exchange}: ${t(event.client)} -> ${t(event.server)}, realm ${t(event.realm)}`;
    case 'dns.queried':
      return `${event.record === 'system' ? 'Addresses of' : `DNS ${event.record}`} ${t(event.name)}: ${list(event.answers) || (event.problem ?? 'nothing')}`;
    case 'kdc.chosen':
      return `Servers of ${t(event.realm)} (from ${event.source}): ${list(event.candidates)}`;
    case 'message.sent':
      return `${event.resend ? 'Sending again' : 'Sending'} ${event.message} (${event.bytes.length} bytes) to ${address(event.to)}`;
    case 'message.received':
      return `Received ${event.message} (${event.bytes.length} bytes) from ${address(event.from)}`;
    case 'fields.skipped':
      return `${event.message} has fields that nobody here knows, skipped: ${list(event.fields)}`;
    case 'datagram.dropped':
      return `Dropped ${event.length} bytes from ${t(event.from)}: ${event.reason}`;
    case 'server.silent':
      return `Server ${t(event.server)} (${event.transport}): ${t(event.reason)}`;
    case 'preauth.required':
      return `KDC wants pre-authentication: ${list(event.padataTypes.map(padataTypeName))}; enctypes ${list(event.etypes.map(enctypeName))}`;
    case 'preauth.chosen':
      return `Pre-authenticating with ${padataTypeName(event.padataType)}, ${enctypeName(event.etype)}, salt "${t(event.salt)}"${event.iterations === undefined ? '' : `, ${event.iterations} iterations`}`;
    case 'key.derived':
      return `Key derived: ${enctypeName(event.etype)}`;
    case 'skew.adjusted':
      return `Clock of the KDC is ${event.offsetSeconds} s ahead; taken into account for this attempt`;
    case 'realm.redirected':
      return `Realm ${t(event.from)} sends us to ${t(event.to)}`;
    case 'referral.followed':
      return `Referral from ${t(event.from)} to ${t(event.to)} (path ${event.path.map(t).join(' -> ')})`;
    case 'name.canonicalized':
      return `Name ${t(event.asked)} became ${t(event.made)}: ${t(event.how)}`;
    case 'reply.checked':
      return `Reply checked: ${list(event.checks)}`;
    case 'credential.acquired':
      return `Got ticket ${t(event.client)} -> ${t(event.server)}, session key ${enctypeName(event.etype)}, ticket ${enctypeName(event.ticketEtype)}, until ${new Date(event.endTime * 1000).toISOString()}`;
    case 'cache.written':
      return `Cache ${t(event.cache)}: ${event.how}`;
    case 'cache.clamped':
      return `Cache ${t(event.cache)}: times beyond 2106 of ${t(event.server)} cut (${list(event.fields)})`;
    case 'config.warned':
      return `Configuration: ${t(event.warning)}`;
    case 'failed':
      return `Failed: ${event.error.code === 'KDC_ERROR' ? `${errorCodeName(event.error.details.error.errorCode)} (${event.error.details.error.errorCode}): ` : ''}${t(event.error.message)}`;
  }
}

/** The event as one line of JSON: bytes in base64, an error as its code and message. */
export function traceJson(event: TraceEvent): string {
  return JSON.stringify(event, (_, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    if (value instanceof Error)
      return { code: 'code' in value ? value.code : undefined, message: value.message };
    return value;
  });
}

/** MIT's line of a trace file: process, time with microseconds, text. */
export function traceFileLine(event: TraceEvent, pid: number, nowMillis: number): string {
  const micros = Math.floor((nowMillis % 1000) * 1000);
  return `[${pid}] ${Math.floor(nowMillis / 1000)}.${String(micros).padStart(6, '0')}: ${traceText(event)}\n`;
}

const t = displayText;

function list(items: readonly string[]): string {
  return items.map(t).join(', ');
}

function address({ transport, host, port, url }: KdcAddress): string {
  return url ?? `${formatHostPort(host, port)} (${transport})`;
}
