// Message types and APPLICATION tags, RFC 4120 5.10 and 7.5.7: the same numbers.
import { namesByNumber } from './lookup.ts';

export const MessageType = {
  AS_REQ: 10,
  AS_REP: 11,
  TGS_REQ: 12,
  TGS_REP: 13,
  AP_REQ: 14,
  AP_REP: 15,
  TGT_REQ: 16,
  TGT_REP: 17,
  KRB_SAFE: 20,
  KRB_PRIV: 21,
  KRB_CRED: 22,
  KRB_ERROR: 30,
} as const;

const names = namesByNumber(MessageType);

export function messageTypeName(number: number): string {
  return names.get(number)?.replaceAll('_', '-') ?? `message type ${String(number)}`;
}
