// PAC_INFO_BUFFER ulType, [MS-PAC] 2.4.
export const PacBufferType = {
  LOGON_INFO: 1,
  CREDENTIALS: 2,
  SERVER_CHECKSUM: 6,
  KDC_CHECKSUM: 7,
  CLIENT_INFO: 10,
  DELEGATION_INFO: 11,
  UPN_DNS_INFO: 12,
  CLIENT_CLAIMS: 13,
  DEVICE_INFO: 14,
  DEVICE_CLAIMS: 15,
  TICKET_CHECKSUM: 16,
  ATTRIBUTES: 17,
  REQUESTOR: 18,
  FULL_CHECKSUM: 19,
  REQUESTOR_GUID: 20,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  [PacBufferType.LOGON_INFO]: 'logon information',
  [PacBufferType.CREDENTIALS]: 'credentials information',
  [PacBufferType.SERVER_CHECKSUM]: 'server signature',
  [PacBufferType.KDC_CHECKSUM]: 'KDC signature',
  [PacBufferType.CLIENT_INFO]: 'client name and ticket information',
  [PacBufferType.DELEGATION_INFO]: 'constrained delegation information',
  [PacBufferType.UPN_DNS_INFO]: 'UPN and DNS information',
  [PacBufferType.CLIENT_CLAIMS]: 'client claims',
  [PacBufferType.DEVICE_INFO]: 'device information',
  [PacBufferType.DEVICE_CLAIMS]: 'device claims',
  [PacBufferType.TICKET_CHECKSUM]: 'ticket signature',
  [PacBufferType.ATTRIBUTES]: 'PAC attributes',
  [PacBufferType.REQUESTOR]: 'PAC requestor SID',
  [PacBufferType.FULL_CHECKSUM]: 'full PAC signature',
  [PacBufferType.REQUESTOR_GUID]: 'PAC requestor GUID',
};

/** The buffer's name as [MS-PAC] has it, `buffer type 99` for one it does not know. */
export function pacBufferTypeName(type: number): string {
  return NAMES[type] ?? `buffer type ${type}`;
}
