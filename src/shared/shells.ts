// How a word is written so that a shell, and the program's own start-up code, hand it on unchanged. Lines are for
// pasting at a prompt; a batch file doubles its percent signs, which a prompt does not.

export const shells = ['sh', 'powershell', 'cmd'] as const;
export type Shell = (typeof shells)[number];

/** A command line before any shell has been chosen. Without words it is its environment alone. */
export interface Command {
  /** NAME=value */
  readonly environment: readonly string[];
  readonly words: readonly string[];
  /** Its environment is for whatever is typed afterwards, too: only sh knows another kind. */
  readonly lasting?: true;
  /** What krb5.conf has to name for it, in [realms]. */
  readonly servers?: {
    readonly realm: string;
    readonly kdc: readonly string[];
    readonly kpasswd: readonly string[];
  };
  /** A name among the words is shown with escapes that no tool reads back. */
  readonly inexact?: true;
}

/**
 * Why there is no line. `line-break`: this shell ends a line there, whatever the quotes. `control`: a prompt would
 * take the character for a key. `inexact`: what is shown of the name is not the name. `too-long`: longer than cmd reads.
 */
export type Unwritable = 'line-break' | 'control' | 'inexact' | 'too-long';

export type Written =
  { readonly ok: true; readonly line: string } | { readonly ok: false; readonly because: Unwritable };

/** What cmd.exe reads of one line. */
const CMD_LINE = 8_191;

/** One word for a POSIX shell. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** In double quotes for CommandLineToArgvW and the C runtime: backslashes count only before a quote, doubled there. */
function quotedArgument(text: string): string {
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

function windowsArgument(text: string): string {
  return /^[^\s"]+$/u.test(text) ? text : quotedArgument(text);
}

/** A PowerShell string that nothing is read into. PowerShell takes typographic quotes for its own, too. */
function powershellString(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

function powershellWord(text: string): string {
  const plain = /^(?:--?[A-Za-z]*|[A-Za-z_/][A-Za-z0-9_@+=:./\\-]*)$/.test(text);
  return plain ? text : powershellString(text);
}

/** PowerShell up to 7.2 loses these on the way to a program: quotes, empty words, a backslash before its own quote. */
function isLostByOldPowershell(word: string): boolean {
  return word === '' || word.includes('"') || (/\s/.test(word) && word.endsWith('\\'));
}

function powershellCall(words: readonly string[]): string {
  const [program = '', ...rest] = words;
  if (!rest.some(isLostByOldPowershell)) return words.map(powershellWord).join(' ');
  // Start-Process hands its one string on as it stands, in every version.
  const line = rest.map(windowsArgument).join(' ');
  return `Start-Process ${powershellWord(program)} -ArgumentList ${powershellString(line)} -NoNewWindow -Wait`;
}

/**
 * Text for cmd.exe. Its percent signs are read before its quotes and carets: a caret on both sides makes the name
 * between two of them one that no variable has. With each quote behind a caret cmd is never inside of quotes, so that
 * every other sign of its own can have a caret, too.
 */
function cmdText(text: string): string {
  return text.replace(/[()%!^"<>&|]/g, '^$&').replace(/%(?=[^^])/g, '%^');
}

function cmdWord(text: string): string {
  if (/^[A-Za-z0-9_@+:./\\-]+$/.test(text)) return text;
  return cmdText(quotedArgument(text));
}

function assignment(word: string): readonly [name: string, value: string] | undefined {
  const at = word.indexOf('=');
  const name = word.slice(0, at);
  return at > 0 && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? [name, word.slice(at + 1)] : undefined;
}

function lineFor(
  environment: readonly (readonly [string, string])[],
  words: readonly string[],
  shell: Shell,
  lasting: boolean,
): string {
  switch (shell) {
    case 'sh':
      return [
        ...(lasting ? ['export'] : []),
        ...environment.map(([name, value]) => `${name}=${shellWord(value)}`),
        ...words.map(shellWord),
      ].join(' ');
    case 'powershell':
      return [
        ...environment.map(([name, value]) => `$env:${name} = ${powershellString(value)}`),
        ...(words.length === 0 ? [] : [powershellCall(words)]),
      ].join('; ');
    case 'cmd':
      return [
        ...environment.map(([name, value]) => `set ${cmdText(`"${name}=${value}"`)}`),
        ...(words.length === 0 ? [] : [words.map(cmdWord).join(' ')]),
      ].join(' && ');
  }
}

/** The line that does it in this shell, or why there is none. */
export function writeCommand({ environment, words, lasting, inexact }: Command, shell: Shell): Written {
  const all = [...environment, ...words];
  const assignments = environment.map(assignment).filter((each) => each !== undefined);
  if (inexact === true || assignments.length < environment.length) return { ok: false, because: 'inexact' };
  if (all.some((word) => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(word)))
    return { ok: false, because: 'control' };
  if (shell === 'cmd') {
    if (all.some((word) => word.includes('\n'))) return { ok: false, because: 'line-break' };
    if (all.some((word) => word.includes('\t'))) return { ok: false, because: 'control' };
  }
  if (all.some((word) => !word.isWellFormed())) return { ok: false, because: 'inexact' };
  const line = lineFor(assignments, words, shell, lasting === true);
  return shell === 'cmd' && line.length > CMD_LINE ? { ok: false, because: 'too-long' } : { ok: true, line };
}
