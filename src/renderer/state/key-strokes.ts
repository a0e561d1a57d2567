// Keys as the registry names them: told from an event, and written for people.
export interface KeyStroke {
  /** As KeyboardEvent.key has it; a letter in lower case. */
  readonly key: string;
  /** Ctrl, on macOS Cmd. */
  readonly control?: true;
  readonly shift?: true;
}

export function isStroke(event: KeyboardEvent, stroke: KeyStroke): boolean {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key !== stroke.key || control !== (stroke.control ?? false) || event.altKey) return false;
  // A sign such as ? is its own key, whatever it takes to type it.
  return event.shiftKey === (stroke.shift ?? false) || /^[^\p{L}\p{N}]$/u.test(stroke.key);
}

const onMac = (): boolean => navigator.userAgent.includes('Macintosh');

const names: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** Ctrl, Shift, C: one word for each key cap. `words`: keys that have another name in this language. */
export function strokeWords(
  { key, control, shift }: KeyStroke,
  words: Readonly<Record<string, string>>,
): readonly string[] {
  const own = words[key] ?? names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [
    ...(control === true ? [onMac() ? '⌘' : (words['Control'] ?? 'Ctrl')] : []),
    ...(shift === true ? [onMac() ? '⇧' : (words['Shift'] ?? 'Shift')] : []),
    own,
  ];
}
