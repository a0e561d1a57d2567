import { describe, expect, it } from 'vitest';
import { KerberosError } from '../../../../src/krb5/errors.ts';
import { isIncludedName, parseKrb5Conf } from '../../../../src/krb5/config/parse.ts';
import { Profile } from '../../../../src/krb5/config/profile.ts';
import type { ProfileReader } from '../../../../src/krb5/config/parse.ts';

function profile(text: string, files: Readonly<Record<string, string>> = {}): Profile {
  const reader: ProfileReader = {
    readFile: (path) => files[path],
    listDirectory: (folder) => {
      const names = Object.keys(files).filter((file) => file.startsWith(`${folder}/`));
      return names.length === 0 ? undefined : names.map((file) => file.slice(folder.length + 1));
    },
  };
  return new Profile([parseKrb5Conf({ file: 'krb5.conf', text }, reader)]);
}

const values = (from: Profile, ...path: string[]): string[] =>
  from.values(...path).map((value) => value.value);

function failure(text: string, files: Readonly<Record<string, string>> = {}): string {
  try {
    profile(text, files);
  } catch (error) {
    if (error instanceof KerberosError) return error.message;
    throw error;
  }
  throw new Error('was read');
}

describe('krb5.conf syntax', () => {
  it('keeps file and line of every value', () => {
    const conf = profile('[libdefaults]\n\n  default_realm = MIT.TEST\n');
    expect(conf.value('libdefaults', 'default_realm')).toMatchObject({
      value: 'MIT.TEST',
      at: 'krb5.conf:3',
    });
  });

  it('passes over everything before the first section', () => {
    expect(values(profile('what = this\n# is\n[libdefaults]\na = 1'), 'libdefaults', 'a')).toEqual(['1']);
  });

  it('takes # and ; for comments only at the start of a line', () => {
    const conf = profile('[a]\n# x = 1\n  ; y = 2\nz = 3 # no comment\n');
    expect(values(conf, 'a', 'z')).toEqual(['3 # no comment']);
    expect(conf.relations('a')).toHaveLength(1);
  });

  it('reads quoted values with their escapes and nothing after the closing quote', () => {
    const conf = profile(String.raw`[a]
 q = " two\tblanks \"quoted\" \\ \x " trailing
 n = "line\nnext\bback"
 open = "no end  `);
    expect(values(conf, 'a', 'q')).toEqual([' two\tblanks "quoted" \\ x ']);
    expect(values(conf, 'a', 'n')).toEqual(['line\nnext\bback']);
    expect(values(conf, 'a', 'open')).toEqual(['no end  ']);
  });

  it('opens a subsection with the brace on its line or on the next', () => {
    const conf = profile('[realms]\nA = {\n kdc = 1\n sub = {\n x = y\n }\n}\nB =\n{\n kdc = 2\n}\n');
    expect(values(conf, 'realms', 'A', 'kdc')).toEqual(['1']);
    expect(values(conf, 'realms', 'A', 'sub', 'x')).toEqual(['y']);
    expect(values(conf, 'realms', 'B', 'kdc')).toEqual(['2']);
  });

  it('merges repeated sections and subsections in order', () => {
    const conf = profile('[realms]\nA = {\nkdc = 1\n}\n[libdefaults]\nx = y\n[realms]\nA = {\nkdc = 2\n}\n');
    expect(values(conf, 'realms', 'A', 'kdc')).toEqual(['1', '2']);
    expect(conf.sections('realms').map((section) => section.name)).toEqual(['A']);
  });

  it('reads Windows line ends', () => {
    expect(values(profile('[a]\r\nx = y\r\nA = {\r\nb = c\r\n}\r\n'), 'a', 'x')).toEqual(['y']);
  });

  it.each([
    ['[a', 'krb5.conf:1: a section header lacks its ]'],
    ['[a] b', 'krb5.conf:1: unexpected text after the section header'],
    ['[a]\nb', 'krb5.conf:2: a line without ='],
    ['[a]\n = c', 'krb5.conf:2: the name before ='],
    ['[a]\nb d = c', 'krb5.conf:2: the name before ='],
    ['[a]\n}', 'krb5.conf:2: a closing } without its {'],
    ['[a]\nb =\nc = d', 'krb5.conf:3: an opening { is missing'],
    ['[a]\nb = {\n[c]', 'krb5.conf:3: a section header stands inside { }'],
  ])('refuses %j with the line it happens on', (text, message) => {
    expect(failure(text)).toContain(message);
  });
});

describe('the final mark *', () => {
  const two = (first: string, second: string): Profile =>
    new Profile([parseKrb5Conf({ file: 'one', text: first }), parseKrb5Conf({ file: 'two', text: second })]);

  it('without it values of later files follow those of earlier ones', () => {
    const conf = two('[realms]\nA = {\nkdc = 1\n}', '[realms]\nA = {\nkdc = 2\n}');
    expect(values(conf, 'realms', 'A', 'kdc')).toEqual(['1', '2']);
  });

  it('on a value it keeps later values of that name out, in its file and in the next', () => {
    const conf = two(
      '[realms]\nA = {\nkdc* = 1\nkdc = 1b\nadmin_server = a\n}',
      '[realms]\nA = {\nkdc = 2\nadmin_server = b\n}',
    );
    expect(values(conf, 'realms', 'A', 'kdc')).toEqual(['1']);
    expect(values(conf, 'realms', 'A', 'admin_server')).toEqual(['a', 'b']);
  });

  it('on a section it keeps all of later files out', () => {
    const conf = two('[realms]*\nA = {\nkdc = 1\n}', '[realms]\nA = {\nkdc = 2\n}\nB = {\nkdc = 3\n}');
    expect(values(conf, 'realms', 'A', 'kdc')).toEqual(['1']);
    expect(conf.sections('realms').map((section) => section.name)).toEqual(['A']);
  });

  it('on a subsection, before or behind its braces, it closes that one alone', () => {
    for (const first of ['[realms]\nA* = {\nkdc = 1\n}', '[realms]\nA = {\nkdc = 1\n}*']) {
      const conf = two(first, '[realms]\nA = {\nkdc = 2\n}\nB = {\nkdc = 3\n}');
      expect(values(conf, 'realms', 'A', 'kdc')).toEqual(['1']);
      expect(values(conf, 'realms', 'B', 'kdc')).toEqual(['3']);
    }
  });

  it('drops what a closed section says when it is opened again in the same file', () => {
    const conf = profile('[a]*\nx = 1\n[b]\ny = 1\n[a]\nx = 2\ns = {\nt = 3\n}\n[b]\ny = 2\n');
    expect(values(conf, 'a', 'x')).toEqual(['1']);
    expect(values(conf, 'a', 's', 't')).toEqual([]);
    expect(values(conf, 'b', 'y')).toEqual(['1', '2']);
  });
});

describe('include and includedir', () => {
  it('reads an included file in place, with a syntax state of its own', () => {
    const conf = profile('[a]\nx = 1\ninclude /etc/more\nx = 3\n', {
      '/etc/more': '[b]\ny = 1\n[a]\nx = 2\n',
    });
    expect(values(conf, 'a', 'x')).toEqual(['1', '2', '3']);
    expect(conf.value('b', 'y')?.at).toBe('/etc/more:2');
  });

  it('follows includes before the first section too', () => {
    expect(values(profile('include /m\n', { '/m': '[a]\nx = 1' }), 'a', 'x')).toEqual(['1']);
  });

  it('takes from a folder only names that the rule allows, in order of their bytes', () => {
    const conf = profile('includedir /d\n', {
      '/d/b.conf': '[a]\nx = 2',
      '/d/A-1_x': '[a]\nx = 1',
      '/d/.hidden.conf': '[a]\nx = no',
      '/d/file.rpmsave': '[a]\nx = no',
      '/d/back~': '[a]\nx = no',
    });
    expect(values(conf, 'a', 'x')).toEqual(['1', '2']);
    expect(isIncludedName('odd name.conf')).toBe(true);
    expect(isIncludedName('odd name')).toBe(false);
  });

  it('fails where an included file or folder is not there', () => {
    expect(failure('include /nowhere\n')).toContain('krb5.conf:1: the included file /nowhere cannot be read');
    expect(failure('includedir /nowhere\n')).toContain('the included folder /nowhere cannot be read');
  });

  it('stops a file that includes itself', () => {
    expect(failure('include /m\n', { '/m': 'include /m\n' })).toContain('more depth than');
  });

  it('names a module line and goes on', () => {
    const conf = profile('module /lib/profile.so:x\n[a]\nx = 1\n');
    expect(conf.warnings).toEqual([
      'krb5.conf:1: profile modules are not supported, "module /lib/profile.so:x" is not loaded',
    ]);
  });
});
