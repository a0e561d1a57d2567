// Address types: RFC 4120 7.5.3, and the private ones of RFC 4120's implementations (MIT: ADDRPORT, IPPORT).
import { namesByNumber } from './lookup.ts';

export const AddressType = {
  IPV4: 2,
  DIRECTIONAL: 3,
  CHAOSNET: 5,
  XNS: 6,
  ISO: 7,
  DECNET_PHASE_IV: 12,
  APPLETALK_DDP: 16,
  NETBIOS: 20,
  IPV6: 24,
  ADDRPORT: 0x100,
  IPPORT: 0x101,
} as const;

const names = namesByNumber(AddressType);

export function addressTypeName(number: number): string {
  return names.get(number)?.replaceAll('_', '-') ?? `address type ${String(number)}`;
}
