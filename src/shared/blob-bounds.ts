// How much of a blob crosses at once. Beside no schema: the window imports these.

/** Of one answer. */
export const FIELDS_AT_ONCE = 300;
export const BYTES_AT_ONCE = 4_096;
export const HITS_AT_ONCE = 500;
/** Characters that can be pasted, octets that can be dropped without a path. */
export const PASTED_MOST = 16 << 20;
