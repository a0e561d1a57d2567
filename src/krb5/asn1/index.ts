// The ASN.1 room: typed combinators over our own reader and asn1js's DER writer. See codec.ts for what a codec is.
export { decodeDer, decodeNode, elementLength, encodeDer } from './codec.ts';
export type { Codec, DecodeOptions, TypeOf, UnknownField } from './codec.ts';
export {
  application,
  choice,
  field,
  mapped,
  named,
  optional,
  rawElement,
  sequence,
  sequenceOf,
  tagged,
  withRaw,
} from './constructed.ts';
export { implicit, member, members, optionalMember, retagged, setOf } from './positional.ts';
export {
  boolean,
  enumerated,
  int32,
  kerberosFlags,
  kerberosString,
  kvnoNumber,
  microseconds,
  nonceNumber,
  objectIdentifier,
  octetString,
  uint32,
  utf8String,
} from './primitives.ts';
export { civilTime, formatKerberosTime, kerberosTime, parseKerberosTime } from './time.ts';
export { DEFAULT_LIMITS, readTree } from './tree.ts';
export type { DecodeLimits, DerNode } from './tree.ts';
export {
  bitString,
  certificateTime,
  directoryString,
  ia5String,
  nullValue,
  plainInteger,
  wideInteger,
} from './universal.ts';
