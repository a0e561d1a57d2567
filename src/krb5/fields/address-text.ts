// HostAddress (RFC 4120 7.5.3) as people write it.
import { AddressType } from '../iana/addr-type.ts';
import { displayText, textFromOctets } from '../text.ts';

/** undefined where the type has no written form, or the length is not the type's. */
export function addressText(addrType: number | undefined, octets: Uint8Array): string | undefined {
  if (addrType === AddressType.IPV4 && octets.length === 4) return octets.join('.');
  if (addrType === AddressType.IPV6 && octets.length === 16) {
    const groups = Array.from(
      { length: 8 },
      (_, i) => ((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0),
    );
    return groups.map((group) => group.toString(16)).join(':');
  }
  if (addrType === AddressType.NETBIOS && octets.length <= 16) {
    return displayText(textFromOctets(octets).trimEnd());
  }
  return undefined;
}
