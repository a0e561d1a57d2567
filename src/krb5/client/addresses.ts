// Addresses that a ticket is bound to (RFC 4120 5.2.5), for noaddresses = false, extra_addresses and kinit -a.
//   HostAddress ::= SEQUENCE { addr-type [0] Int32, address [1] OCTET STRING }
import type { KerberosSettings } from '../config/settings.ts';
import type { HostAddress } from '../credential.ts';
import { KerberosError } from '../errors.ts';
import { AddressType } from '../iana/addr-type.ts';
import type { NameResolver } from '../ports.ts';

/** Reads `192.0.2.1` or `2001:db8::1`. @throws KerberosError FORMAT_INVALID */
export function hostAddressFromText(text: string): HostAddress {
  const address = text.includes(':') ? ipv6(text) : ipv4(text);
  if (address === undefined) {
    const reason = `"${text}" is no IP address`;
    throw new KerberosError('FORMAT_INVALID', reason, { format: 'option', reason });
  }
  return { addrType: address.length === 4 ? AddressType.IPV4 : AddressType.IPV6, address };
}

function ipv4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255))
    return undefined;
  return Uint8Array.from(parts, Number);
}

function ipv6(text: string): Uint8Array | undefined {
  const [head, tail, ...more] = text.split('::');
  if (head === undefined || more.length > 0) return undefined;
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  if (before === undefined || after === undefined) return undefined;
  const missing = 16 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...before, ...new Array<number>(missing).fill(0), ...after]);
}

function groups(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    if (at === parts.length - 1 && part.includes('.')) {
      const mapped = ipv4(part);
      if (mapped === undefined) return undefined;
      octets.push(...mapped);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      const group = parseInt(part, 16);
      octets.push(group >> 8, group & 0xff);
    } else {
      return undefined;
    }
  }
  return octets;
}

/** This machine's addresses and extra_addresses, as MIT's kinit -a sends them. */
export function ticketAddresses(settings: KerberosSettings, resolver: NameResolver): readonly HostAddress[] {
  const local = resolver.localAddresses?.() ?? [];
  return [...new Set([...local, ...settings.extraAddresses])].map(hostAddressFromText);
}
