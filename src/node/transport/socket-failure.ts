// What a socket's failure means: did the bytes reach anyone, and what to call it.

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Nobody took the bytes. */
export function isRefusal(error: Error): boolean {
  return ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(
    codeOf(error),
  );
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ECONNRESET: 'connection reset',
  ETIMEDOUT: 'timed out',
  EADDRNOTAVAIL: 'no local address for it',
  EAFNOSUPPORT: 'address family not supported here',
};

/** A few words, no full stop. */
export function describeFailure(error: Error): string {
  return WORDS[codeOf(error)] ?? error.message;
}
