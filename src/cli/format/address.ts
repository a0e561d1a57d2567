// HostAddress (RFC 4120 7.5.3) as text.
import { hexText } from '#krb5';
import type { HostAddress } from '#krb5';

const INET = 2;
const INET6 = 24;
const NETBIOS = 20;

/** The numeric form; undefined where the type or length is none that has one. */
export function numericAddress({ addrType, address }: HostAddress): string | undefined {
  if (addrType === INET && address.length === 4) return address.join('.');
  if (addrType === INET6 && address.length === 16) return ipv6(address);
  return undefined;
}

/** For klist -a, in MIT's words where it is neither IPv4 nor IPv6. */
export function addressText(address: HostAddress): string {
  const { addrType, address: octets } = address;
  if (addrType === INET || addrType === INET6) {
    return numericAddress(address) ?? `broken address (type ${addrType} length ${octets.length})`;
  }
  return `unknown addrtype ${addrType}`;
}

/** For JSON: NetBIOS names (type 20, padded to sixteen) are what Windows puts in. */
export function addressLabel(address: HostAddress): string {
  const numeric = numericAddress(address);
  if (numeric !== undefined) return numeric;
  if (address.addrType === NETBIOS) return String.fromCharCode(...address.address).trimEnd();
  return hexText(address.address);
}

/** RFC 5952: lower case, the longest run of two or more zero groups as "::", v4-mapped addresses dotted. */
function ipv6(octets: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${octets.slice(12).join('.')}`;
  }
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.at < 0) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}
