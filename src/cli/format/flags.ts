// Ticket flags (RFC 4120 2) by MIT's letters and by their names.
const FLAGS: readonly (readonly [mask: number, letter: string, name: string])[] = [
  [0x40000000, 'F', 'forwardable'],
  [0x20000000, 'f', 'forwarded'],
  [0x10000000, 'P', 'proxiable'],
  [0x08000000, 'p', 'proxy'],
  [0x04000000, 'D', 'may-postdate'],
  [0x02000000, 'd', 'postdated'],
  [0x01000000, 'i', 'invalid'],
  [0x00800000, 'R', 'renewable'],
  [0x00400000, 'I', 'initial'],
  [0x00100000, 'H', 'hw-authent'],
  [0x00200000, 'A', 'pre-authent'],
  [0x00080000, 'T', 'transited-policy-checked'],
  [0x00040000, 'O', 'ok-as-delegate'],
  [0x00008000, 'a', 'anonymous'],
];
const ENC_PA_REP = 0x00010000;

export function flagLetters(flags: number): string {
  return FLAGS.filter(([mask]) => (flags & mask) !== 0)
    .map(([, letter]) => letter)
    .join('');
}

export function flagNames(flags: number): readonly string[] {
  const names = FLAGS.filter(([mask]) => (flags & mask) !== 0).map(([, , name]) => name);
  return (flags & ENC_PA_REP) === 0 ? names : [...names, 'enc-pa-rep'];
}
