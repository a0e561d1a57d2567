// Numbers back to the names the RFCs and the IANA registries give them.

/** number -> first name in the table that has it */
export function namesByNumber(table: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const [name, number] of Object.entries(table)) if (!names.has(number)) names.set(number, name);
  return names;
}

/** Names of the bits that are set, high bit first; bits without a name as `bit N` in the RFC's counting. */
export function flagNames(table: Readonly<Record<string, number>>, flags: number): readonly string[] {
  const names = namesByNumber(table);
  const found: string[] = [];
  for (let bit = 0; bit < 32; bit++) {
    const mask = (0x80000000 >>> bit) >>> 0;
    if ((flags & mask) !== 0) found.push(names.get(mask) ?? `bit ${String(bit)}`);
  }
  return found;
}
