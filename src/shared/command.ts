// "Copy as command": the line of MIT's tools that does the same as a button. Pure text, quoted for a POSIX shell.
import type { SignInOptions } from './dto.ts';

/** One shell word, quoted where it has to be. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `NAME=value` as the shell wants it: the value quoted, the name bare. */
export function shellAssignment(word: string): string {
  const at = word.indexOf('=');
  return at < 0 ? shellWord(word) : `${word.slice(0, at + 1)}${shellWord(word.slice(at + 1))}`;
}

function line(environment: readonly string[], ...words: readonly string[]): string {
  return [...environment.map(shellAssignment), ...words.map(shellWord)].join(' ');
}

/** Seconds as MIT's duration: 10h, 7d, 1h30m, 45s. */
export function mitDuration(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.length === 0 ? '0s' : parts.join('');
}

export function kinitCommand(
  principal: string,
  options: SignInOptions,
  environment: readonly string[] = [],
): string {
  const words = ['kinit'];
  if (options.lifetime !== undefined) words.push('-l', mitDuration(options.lifetime));
  if (options.renewable !== undefined && options.renewable > 0)
    words.push('-r', mitDuration(options.renewable));
  if (options.forwardable !== undefined) words.push(options.forwardable ? '-f' : '-F');
  return line(environment, ...words, principal);
}

export function renewCommand(environment: readonly string[] = []): string {
  return line(environment, 'kinit', '-R');
}

export function kvnoCommand(service: string, environment: readonly string[] = []): string {
  return line(environment, 'kvno', service);
}

/** Lets the programs of one terminal use another cache than the default. */
export function cacheCommand(cache: string): string {
  return `export ${shellAssignment(`KRB5CCNAME=${cache}`)}`;
}

export function klistCommand(environment: readonly string[] = []): string {
  return line(environment, 'klist', '-fe');
}

export function kpasswdCommand(principal: string, environment: readonly string[] = []): string {
  return line(environment, 'kpasswd', principal);
}

export function kdestroyCommand(cache: string): string {
  return line([], 'kdestroy', '-c', cache);
}
