// What cmd.exe, PowerShell and a Windows program make of a line, by their documented rules: written from the rules,
// not from the code under test.
//   CommandLineToArgvW: "Parsing C command-line arguments" (backslashes, quotes, whitespace)
//   cmd: percent expansion first, quotes or not; then quotes toggle, a caret outside of them takes the next character
//   as it is, & && | || < > ( ) outside of them are its own
//   PowerShell: about_Quoting_Rules, about_Parsing; legacy passing of arguments up to 7.2, standard from 7.3

/** The arguments behind the program's name. */
export function argumentsOf(line: string): string[] {
  const found: string[] = [];
  let word = '';
  let begun = false;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '\\') {
      let count = 0;
      while (line.charAt(at + count) === '\\') count += 1;
      begun = true;
      if (line.charAt(at + count) === '"') {
        word += '\\'.repeat(Math.floor(count / 2));
        if (count % 2 === 1) {
          word += '"';
          at += count;
        } else at += count - 1;
      } else {
        word += '\\'.repeat(count);
        at += count - 1;
      }
    } else if (char === '"') {
      begun = true;
      if (quoted && line.charAt(at + 1) === '"') {
        word += '"';
        at += 1;
      } else quoted = !quoted;
    } else if ((char === ' ' || char === '\t') && !quoted) {
      if (begun) found.push(word);
      word = '';
      begun = false;
    } else {
      word += char;
      begun = true;
    }
  }
  if (begun) found.push(word);
  return found;
}

/** %NAME% and %NAME:old=new% at a prompt: text that names no variable stays. */
function expandPercents(line: string, variables: ReadonlyMap<string, string>): string {
  let out = '';
  for (let at = 0; at < line.length; at++) {
    const end = line.charAt(at) === '%' ? line.indexOf('%', at + 1) : -1;
    const inside = end < 0 ? '' : line.slice(at + 1, end);
    const colon = inside.indexOf(':');
    const value =
      variables.get(inside.toUpperCase()) ??
      (colon < 0 ? undefined : variables.get(inside.slice(0, colon).toUpperCase()));
    if (end < 0 || value === undefined) out += line.charAt(at);
    else {
      out += value;
      at = end;
    }
  }
  return out;
}

export interface Ran {
  readonly environment: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/** What runs when the line is typed at cmd's prompt; throws where cmd would do anything else than `set` and one call. */
export function runInCmd(line: string, variables: ReadonlyMap<string, string>): Ran {
  if (/[\n\r]/.test(line)) throw new Error('cmd takes a line break for the end');
  const commands: string[] = [];
  let command = '';
  const text = expandPercents(line, variables);
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') quoted = !quoted;
    if (!quoted && char === '^') {
      at += 1;
      if (at >= text.length) throw new Error('cmd waits for the next line');
      command += text.charAt(at);
    } else if (!quoted && text.startsWith('&&', at)) {
      commands.push(command);
      command = '';
      at += 1;
    } else if (!quoted && /[&|<>()]/.test(char)) throw new Error(`cmd reads ${char} as its own`);
    else command += char;
  }
  if (quoted) throw new Error('a quote stays open');
  commands.push(command);
  const environment: Record<string, string> = {};
  let words: readonly string[] = [];
  for (const each of commands.map((one) => one.trim())) {
    const set = /^set "([^=]+)=(.*)"$/s.exec(each);
    if (set === null) words = argumentsOf(each);
    else environment[set[1] ?? ''] = set[2] ?? '';
  }
  return { environment, words };
}

const isSingleQuote = (char: string): boolean => /['\u2018-\u201b]/.test(char);

/** PowerShell's words of one statement: bare ones and '…'; anything else it has is an error here. */
function powershellWords(statement: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < statement.length; at++) {
    const char = statement.charAt(at);
    if (char === ' ') continue;
    let word = '';
    if (isSingleQuote(char)) {
      for (at += 1; ; at++) {
        if (at >= statement.length) throw new Error('a string stays open');
        if (isSingleQuote(statement.charAt(at))) {
          if (!isSingleQuote(statement.charAt(at + 1))) break;
          at += 1;
        }
        word += statement.charAt(at);
      }
      const next = statement.charAt(at + 1);
      if (next !== '' && next !== ' ') throw new Error('a string ends inside of a word');
    } else {
      for (; at < statement.length && statement.charAt(at) !== ' '; at++) {
        const each = statement.charAt(at);
        if (/[`$(){};,|&<>"\u201c-\u201e]/.test(each) || isSingleQuote(each) || /[^\u0021-\u007e]/.test(each))
          throw new Error(`PowerShell reads ${each} as its own`);
        if (word === '' && /[@#0-9]/.test(each))
          throw new Error(`PowerShell reads a leading ${each} as its own`);
        word += each;
      }
    }
    words.push(word);
  }
  return words;
}

/** Statements: cut at semicolons outside of strings. */
function statements(line: string): string[] {
  const found: string[] = [];
  let statement = '';
  let quoted = false;
  for (const char of line) {
    if (isSingleQuote(char)) quoted = !quoted; // a doubled one toggles twice
    if (char === ';' && !quoted) {
      found.push(statement);
      statement = '';
    } else statement += char;
  }
  return [...found, statement].map((each) => each.trim());
}

/** How a program gets its words: by joining them as PowerShell did up to 7.2, or as they are. */
export function runInPowershell(line: string, passing: 'legacy' | 'standard'): Ran {
  const environment: Record<string, string> = {};
  let words: readonly string[] = [];
  for (const statement of statements(line)) {
    const set = /^\$env:([A-Za-z0-9_]+) = (.*)$/s.exec(statement);
    if (set !== null) {
      const [value] = powershellWords(set[2] ?? '');
      environment[set[1] ?? ''] = value ?? '';
      continue;
    }
    const [program = '', ...rest] = powershellWords(statement);
    if (program === 'Start-Process') {
      const [name = '', option, list = '', ...flags] = rest;
      if (option !== '-ArgumentList' || flags.join(' ') !== '-NoNewWindow -Wait') throw new Error(statement);
      words = [name, ...argumentsOf(list)];
    } else if (passing === 'standard') words = [program, ...rest];
    else {
      const joined = rest.filter((word) => word !== '').map((word) => (/\s/.test(word) ? `"${word}"` : word));
      words = [program, ...argumentsOf(joined.join(' '))];
    }
  }
  return { environment, words };
}
