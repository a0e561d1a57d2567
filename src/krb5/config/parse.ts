// krb5.conf text to a tree, after krb5.conf(5) and the behaviour of MIT's profile library: sections in brackets,
// `name = value`, `name = { … }` to any depth, `*` marks, "quoted" values with \n \t \b \\ \", comments only where
// # or ; is the first character of a line, include and includedir in the first column, each included file with a
// syntax state of its own but the same root. What MIT calls a syntax error ends the reading here too.
import { KerberosError } from '../errors.ts';
import { displayText } from '../text.ts';
import { isSection } from './profile.ts';
import type { ProfileFile, ProfileRelation, ProfileSection } from './profile.ts';

/** How the parser gets at included files. */
export interface ProfileReader {
  /** undefined when there is no such file or it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
  /** Names in a folder; undefined when there is no such folder or it cannot be read. */
  readonly listDirectory: (path: string) => readonly string[] | undefined;
}

const NO_INCLUDES: ProfileReader = { readFile: () => undefined, listDirectory: () => undefined };
const MAX_DEPTH = 16;
const MAX_FILES = 256;
const MAX_CHARACTERS = 4 * 1024 * 1024;
const MAX_LEVELS = 32;

/**
 * @param source the file's name (for provenance) and text
 * @throws KerberosError FORMAT_INVALID with file and line; LIMIT
 */
export function parseKrb5Conf(
  source: { readonly file: string; readonly text: string },
  reader: ProfileReader = NO_INCLUDES,
): ProfileFile {
  return new Parser(source.file, reader).file(source.text);
}

/** A folder named in KRB5_CONFIG: all its files, as includedir takes them. */
export function parseKrb5ConfDirectory(directory: string, reader: ProfileReader): ProfileFile {
  return new Parser(directory, reader).directory();
}

/** MIT's rule for includedir: letters, digits, dashes and underscores only, or a name that ends in .conf; no dot files. */
export function isIncludedName(name: string): boolean {
  return !name.startsWith('.') && (name.endsWith('.conf') || /^[a-z0-9_-]+$/i.test(name));
}

class Parser {
  readonly #file: string;
  readonly #reader: ProfileReader;
  readonly #root: ProfileSection;
  readonly #warnings: string[] = [];
  #files = 0;
  #characters = 0;

  constructor(file: string, reader: ProfileReader) {
    this.#file = file;
    this.#reader = reader;
    this.#root = { name: '', at: file, final: false, parent: undefined, children: [] };
  }

  file(text: string): ProfileFile {
    this.#text(this.#file, text, 0);
    return this.#result();
  }

  directory(): ProfileFile {
    this.#includeDirectory(this.#file, this.#file, 0);
    return this.#result();
  }

  #result(): ProfileFile {
    return { file: this.#file, root: this.#root, warnings: this.#warnings };
  }

  #text(file: string, text: string, depth: number): void {
    this.#files++;
    this.#characters += text.length;
    if (depth > MAX_DEPTH) throw limit('depth', MAX_DEPTH, file);
    if (this.#files > MAX_FILES) throw limit('entries', MAX_FILES, file);
    if (this.#characters > MAX_CHARACTERS) throw limit('bytes', MAX_CHARACTERS, file);
    const state = new FileState(this.#root, file);
    // The end of the last line is not the start of another.
    for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
      const at = `${file}:${String(index + 1)}`;
      const directive = /^(include|includedir)\s(.*)$/s.exec(line);
      if (directive !== null) {
        const target = (directive[2] ?? '').replace(/^\s+|[\r\n]+$/g, '');
        if (directive[1] === 'include') this.#include(target, at, depth);
        else this.#includeDirectory(target, at, depth);
      } else if (!state.started && /^module\s/.test(line)) {
        this.#warnings.push(
          `${at}: profile modules are not supported, "${displayText(line.trim())}" is not loaded`,
        );
      } else {
        state.line(line, index + 1);
      }
    }
  }

  #include(path: string, at: string, depth: number): void {
    const text = this.#reader.readFile(path);
    if (text === undefined) throw invalid(at, `the included file ${displayText(path)} cannot be read`);
    this.#text(path, text, depth + 1);
  }

  #includeDirectory(path: string, at: string, depth: number): void {
    const names = this.#reader.listDirectory(path);
    if (names === undefined) throw invalid(at, `the included folder ${displayText(path)} cannot be read`);
    for (const name of names.filter(isIncludedName).sort((a, b) => (a < b ? -1 : 1))) {
      this.#include(`${path}/${name}`, at, depth);
    }
  }
}

class FileState {
  /** Set by the first section: what stands before it is a comment. */
  started = false;
  readonly #root: ProfileSection;
  readonly #file: string;
  #current: ProfileSection | undefined;
  #level = 0;
  /** Level of a section whose `*` mark closed it earlier: what stands in it is dropped. 0 = none. */
  #discard = 0;
  #awaitingBrace = false;

  constructor(root: ProfileSection, file: string) {
    this.#root = root;
    this.#file = file;
  }

  line(text: string, number: number): void {
    const at = `${this.#file}:${String(number)}`;
    if (!this.started && !text.startsWith('[')) return;
    this.started = true;
    const line = text.replace(/^\s+/, '').replace(/[\r\n]+$/, '');
    if (this.#awaitingBrace) {
      if (!line.startsWith('{')) throw invalid(at, 'an opening { is missing');
      this.#awaitingBrace = false;
      return;
    }
    if (line === '' || line.startsWith('#') || line.startsWith(';')) return;
    if (line.startsWith('[')) this.#section(line, at);
    else if (line.startsWith('}')) this.#close(line, at);
    else this.#relation(line, at);
  }

  #section(line: string, at: string): void {
    if (this.#level > 1) throw invalid(at, 'a section header stands inside { }');
    const end = line.indexOf(']');
    if (end < 0) throw invalid(at, 'a section header lacks its ]');
    const rest = line.slice(end + 1);
    if (!/^\*?\s*$/.test(rest)) throw invalid(at, `unexpected text after the section header`);
    const section = subsection(this.#root, line.slice(1, end), at);
    this.#current = section;
    this.#level = 1;
    this.#discard = section.final ? 1 : 0;
    if (rest.startsWith('*')) section.final = true;
  }

  #close(line: string, at: string): void {
    if (this.#level < 2 || this.#current === undefined) throw invalid(at, 'a closing } without its {');
    if (line.startsWith('}*') && this.#discard === 0) this.#current.final = true;
    this.#level--;
    if (this.#level < this.#discard) this.#discard = 0;
    if (this.#discard === 0) this.#current = this.#current.parent;
  }

  #relation(line: string, at: string): void {
    const equals = line.indexOf('=');
    if (equals < 0)
      throw invalid(
        at,
        'a line without = (a comment may not follow a value, and stands on a line of its own)',
      );
    const left = /^([^\s]+)\s*$/.exec(line.slice(0, equals));
    if (left?.[1] === undefined) throw invalid(at, 'the name before = is empty or has a blank in it');
    const star = left[1].indexOf('*');
    const name = star < 0 ? left[1] : left[1].slice(0, star);
    const right = line.slice(equals + 1).replace(/^\s+/, '');
    if (right === '' || /^\{\s*$/.test(right)) {
      this.#awaitingBrace = right === '';
      this.#open(name, star >= 0, at);
    } else if (this.#discard === 0) {
      const value = right.startsWith('"') ? unquote(right.slice(1)) : right.replace(/\s+$/, '');
      add(this.#current ?? this.#root, { name, value, at, final: star >= 0 });
    }
  }

  #open(name: string, final: boolean, at: string): void {
    this.#level++;
    if (this.#level > MAX_LEVELS) throw limit('depth', MAX_LEVELS, at);
    if (this.#discard !== 0) return;
    const section = subsection(this.#current ?? this.#root, name, at);
    this.#current = section;
    if (section.final) this.#discard = this.#level;
    if (final) section.final = true;
  }
}

/** Repeated sections are one. */
function subsection(parent: ProfileSection, name: string, at: string): ProfileSection {
  const known = parent.children.filter(isSection).find((child) => child.name === name);
  if (known !== undefined) return known;
  const made: ProfileSection = { name, at, final: false, parent, children: [] };
  parent.children.push(made);
  return made;
}

function add(section: ProfileSection, relation: ProfileRelation): void {
  const closed = section.children.some(
    (node) => !isSection(node) && node.name === relation.name && node.final,
  );
  if (!closed) section.children.push(relation);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

/** Up to the closing quote; what follows it is not read. */
function unquote(text: string): string {
  let value = '';
  for (let at = 0; at < text.length && text.charAt(at) !== '"'; at++) {
    if (text.charAt(at) === '\\' && at + 1 < text.length) {
      at++;
      value += ESCAPES[text.charAt(at)] ?? text.charAt(at);
    } else {
      value += text.charAt(at);
    }
  }
  return value;
}

function invalid(at: string, reason: string): KerberosError<'FORMAT_INVALID'> {
  const match = /^(.*):(\d+)$/s.exec(at);
  const place = match === null ? { file: at } : { file: match[1] ?? at, line: Number(match[2]) };
  return new KerberosError('FORMAT_INVALID', `${displayText(at)}: ${reason}`, {
    format: 'krb5.conf',
    reason,
    ...place,
  });
}

function limit(what: 'bytes' | 'depth' | 'entries', bound: number, where: string): KerberosError<'LIMIT'> {
  return new KerberosError(
    'LIMIT',
    `krb5.conf: more ${what} than ${String(bound)} at ${displayText(where)}`,
    {
      what,
      limit: bound,
      where,
    },
  );
}
