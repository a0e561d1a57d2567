// S4U_DELEGATION_INFO, [MS-PAC] 2.9: through which services a user's authority has come (S4U2proxy, [MS-SFU]).
import { readSerialized, writeSerialized } from '../ndr/index.ts';
import type { NdrReader, NdrReaderOptions } from '../ndr/index.ts';

export interface DelegationInfo {
  /** The service that the ticket is for, without realm where the KDC leaves it out. */
  readonly s4u2proxyTarget: string;
  /** Each service that has acted for the user so far, the first one first. */
  readonly transitedServices: readonly string[];
}

/** An RPC_UNICODE_STRING in its array. */
const STRING_LENGTH = 8;

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeDelegationInfo(data: Uint8Array, options?: NdrReaderOptions): DelegationInfo {
  return readSerialized(data, readDelegationInfo, options);
}

function readDelegationInfo(r: NdrReader): DelegationInfo {
  const target = r.unicodeStringHead('S4U2proxyTarget');
  const announced = r.uint32('TransitedListSize');
  const list = r.pointer('S4UTransitedServices', 'RPC_UNICODE_STRING[]');
  const s4u2proxyTarget = r.unicodeStringReferent(target);
  r.follow(list);
  const count = r.announced(list, announced, STRING_LENGTH);
  const heads = Array.from({ length: count }, (_, i) => r.unicodeStringHead(`[${String(i)}]`));
  const transitedServices = heads.map((head) => r.unicodeStringReferent(head));
  r.followed(list);
  return { s4u2proxyTarget, transitedServices };
}

export function encodeDelegationInfo(info: DelegationInfo): Uint8Array {
  const { s4u2proxyTarget, transitedServices } = info;
  return writeSerialized((w) => {
    w.unicodeStringHead(s4u2proxyTarget);
    w.uint32(transitedServices.length);
    w.pointer(transitedServices.length > 0);
    w.unicodeStringReferent(s4u2proxyTarget);
    if (transitedServices.length === 0) return;
    w.uint32(transitedServices.length);
    for (const service of transitedServices) w.unicodeStringHead(service);
    for (const service of transitedServices) w.unicodeStringReferent(service);
  });
}
