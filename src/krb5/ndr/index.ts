export { NDR_LIMITS, NdrReader, readSerialized, utf16leBytes, utf16leText } from './reader.ts';
export type { UnicodeStringHead } from './reader.ts';
export { NdrWriter, writeSerialized } from './writer.ts';
export { FILETIME_NEVER, fileTimeFromMicros, formatSid, parseSid, secondsFromFileTime } from './types.ts';
export type { FileTime, Sid } from './types.ts';
