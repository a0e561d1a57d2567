// A krb5.conf profile: one tree per file, in the order of KRB5_CONFIG, each value with the line it stands on.
// Look-ups follow MIT's profile library: repeated sections are one, values of the first file come first, and a `*`
// mark on a section or value keeps later files from adding to it.
import { KerberosError } from '../errors.ts';

export interface ProfileValue {
  readonly name: string;
  readonly value: string;
  /** `file:line` */
  readonly at: string;
}

export interface ProfileSection {
  readonly name: string;
  readonly at: string;
  final: boolean;
  readonly parent: ProfileSection | undefined;
  readonly children: ProfileNode[];
}

export interface ProfileRelation extends ProfileValue {
  final: boolean;
}

export type ProfileNode = ProfileSection | ProfileRelation;

/** One file of KRB5_CONFIG with all that it includes. */
export interface ProfileFile {
  readonly file: string;
  readonly root: ProfileSection;
  readonly warnings: readonly string[];
}

export function isSection(node: ProfileNode): node is ProfileSection {
  return 'children' in node;
}

export class Profile {
  readonly files: readonly ProfileFile[];
  readonly warnings: readonly string[];

  constructor(files: readonly ProfileFile[], warnings: readonly string[] = []) {
    this.files = files;
    this.warnings = [...warnings, ...files.flatMap((file) => file.warnings)];
  }

  /** All values of one relation: `values('realms', 'MIT.TEST', 'kdc')`. */
  values(...path: readonly string[]): readonly ProfileValue[] {
    const name = path.at(-1);
    if (name === undefined)
      throw new KerberosError('NOT_SUPPORTED', 'a look-up needs a name', { what: 'empty path' });
    return this.relations(...path.slice(0, -1)).filter((relation) => relation.name === name);
  }

  /** The value that counts where only one can: the first. */
  value(...path: readonly string[]): ProfileValue | undefined {
    return this.values(...path)[0];
  }

  /** Every relation of a section, in order. */
  relations(...path: readonly string[]): readonly ProfileValue[] {
    const found: ProfileValue[] = [];
    const closed = new Set<string>();
    for (const { section, last } of this.#sections(path)) {
      const closing: string[] = [];
      for (const node of section.children) {
        if (isSection(node) || closed.has(node.name)) continue;
        found.push(node);
        if (node.final) closing.push(node.name);
      }
      for (const name of closing) closed.add(name);
      if (last) break;
    }
    return found;
  }

  /** Names of the subsections of a section, each once: `sections('realms')`. */
  sections(...path: readonly string[]): readonly { readonly name: string; readonly at: string }[] {
    const found = new Map<string, string>();
    for (const { section, last } of this.#sections(path)) {
      for (const node of section.children)
        if (isSection(node) && !found.has(node.name)) found.set(node.name, node.at);
      if (last) break;
    }
    return [...found].map(([name, at]) => ({ name, at }));
  }

  *#sections(path: readonly string[]): Generator<{ section: ProfileSection; last: boolean }> {
    for (const file of this.files) {
      let section: ProfileSection | undefined = file.root;
      let last = false;
      for (const name of path) {
        section = section.children.filter(isSection).find((child) => child.name === name);
        if (section === undefined) break;
        last ||= section.final;
      }
      if (section !== undefined) yield { section, last };
      if (last) return;
    }
  }
}
