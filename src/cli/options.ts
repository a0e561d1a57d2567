// Reads a command line as glibc's getopt_long reads it for MIT's tools: clustered short options (`-ef`), arguments
// attached or apart (`-cNAME`, `-c NAME`), long options with unambiguous abbreviations, operands anywhere, `--`.

export interface LongOption {
  readonly argument: 'none' | 'required';
  /** The short option that it is another spelling of; without, the long name itself is reported. */
  readonly short?: string;
}

export interface OptionTable {
  /** getopt's notation: each option's letter, a colon behind those that take an argument. */
  readonly short: string;
  readonly long: Readonly<Record<string, LongOption>>;
}

export interface GivenOption {
  /** The letter, or the long name where there is no letter for it. */
  readonly name: string;
  readonly value: string | undefined;
}

export interface ParsedOptions {
  readonly given: readonly GivenOption[];
  readonly operands: readonly string[];
  /** What getopt would print, without the program's name. */
  readonly mistakes: readonly string[];
}

export function parseOptions(
  args: readonly string[],
  table: OptionTable,
  options: { readonly posixlyCorrect?: boolean } = {},
): ParsedOptions {
  const given: GivenOption[] = [];
  const operands: string[] = [];
  const mistakes: string[] = [];
  const rest = [...args];

  const takeLong = (word: string): void => {
    const equals = word.indexOf('=');
    const asked = word.slice(2, equals < 0 ? undefined : equals);
    const attached = equals < 0 ? undefined : word.slice(equals + 1);
    const matches = Object.hasOwn(table.long, asked)
      ? [asked]
      : Object.keys(table.long).filter((name) => name.startsWith(asked));
    const [name] = matches;
    const option = name === undefined ? undefined : table.long[name];
    if (name === undefined || option === undefined) {
      mistakes.push(`unrecognized option '--${asked}'`);
    } else if (matches.length > 1) {
      mistakes.push(
        `option '--${asked}' is ambiguous; possibilities: ${matches.map((m) => `'--${m}'`).join(' ')}`,
      );
    } else if (option.argument === 'none' && attached !== undefined) {
      mistakes.push(`option '--${name}' doesn't allow an argument`);
    } else {
      const value = option.argument === 'none' ? undefined : (attached ?? rest.shift());
      if (option.argument === 'required' && value === undefined) {
        mistakes.push(`option '--${name}' requires an argument`);
      } else {
        given.push({ name: option.short ?? name, value });
      }
    }
  };

  const takeShort = (cluster: string): void => {
    for (let at = 0; at < cluster.length; at++) {
      const letter = cluster.charAt(at);
      const known = letter === ':' ? -1 : table.short.indexOf(letter);
      if (known < 0) {
        mistakes.push(`invalid option -- '${letter}'`);
        continue;
      }
      if (table.short.charAt(known + 1) !== ':') {
        given.push({ name: letter, value: undefined });
        continue;
      }
      const attached = cluster.slice(at + 1);
      const value = attached === '' ? rest.shift() : attached;
      if (value === undefined) mistakes.push(`option requires an argument -- '${letter}'`);
      else given.push({ name: letter, value });
      return;
    }
  };

  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      operands.push(...rest);
      break;
    }
    if (word.startsWith('--')) takeLong(word);
    else if (word.length > 1 && word.startsWith('-')) takeShort(word.slice(1));
    else {
      operands.push(word);
      if (options.posixlyCorrect === true) {
        operands.push(...rest);
        break;
      }
    }
  }
  return { given, operands, mistakes };
}
