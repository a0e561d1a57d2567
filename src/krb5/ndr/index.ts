export { NDR_LIMITS, NdrReader } from './reader.ts';
export type { NdrPointer, NdrReaderOptions, UnicodeStringHead } from './reader.ts';
export type { NdrLeaf, NdrPlace, NdrReading, NdrRecorder, NumberReading } from './recorder.ts';
export { readSerialized, readSerializedPointer } from './serialized.ts';
export { NdrWriter, writeSerialized } from './writer.ts';
export { FILETIME_NEVER, fileTimeFromMicros, formatSid, parseSid, secondsFromFileTime } from './types.ts';
export type { FileTime, Guid, Sid } from './types.ts';
export { utf16leBytes, utf16leText } from './utf16.ts';
