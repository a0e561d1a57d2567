// RC4 as RFC 4757 needs it (the cipher itself is described in RFC 6229's references). Weak; off by default.

/** The stream of `key` over `data`; sealing and opening are the same. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const s = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (i: number, j: number): void => {
    const kept = s[i] ?? 0;
    s[i] = s[j] ?? 0;
    s[j] = kept;
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (s[i] ?? 0) + (key[i % key.length] ?? 0)) & 0xff;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  const out = data.map((octet) => {
    i = (i + 1) & 0xff;
    j = (j + (s[i] ?? 0)) & 0xff;
    swap(i, j);
    return octet ^ (s[((s[i] ?? 0) + (s[j] ?? 0)) & 0xff] ?? 0);
  });
  s.fill(0);
  return out;
}
