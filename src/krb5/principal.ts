// Principal names, RFC 4120 6.2; the printed form with its escapes is MIT's krb5_parse_name / krb5_unparse_name.
import { KerberosError } from './errors.ts';
import { NameType } from './iana/name-type.ts';
import { displayText } from './text.ts';

/** PrincipalName ::= SEQUENCE { name-type [0] Int32, name-string [1] SEQUENCE OF KerberosString } */
export interface PrincipalName {
  readonly nameType: number;
  readonly nameString: readonly string[];
}

/** An identity: name and realm. Components and realm keep their octets (see text.ts). */
export interface Principal {
  readonly name: PrincipalName;
  readonly realm: string;
}

export function principalName(nameType: number, ...nameString: string[]): PrincipalName {
  return { nameType, nameString };
}

/** Same components, octet by octet. RFC 4120 6.2: the name type is a hint and takes no part in comparison. */
export function sameName(a: PrincipalName, b: PrincipalName): boolean {
  return (
    a.nameString.length === b.nameString.length && a.nameString.every((part, i) => part === b.nameString[i])
  );
}

export function samePrincipal(a: Principal, b: Principal): boolean {
  return a.realm === b.realm && sameName(a.name, b.name);
}

/** krbtgt/REALM@ISSUING-REALM: the ticket-granting service for `realm`, as `issuer` knows it. */
export function krbtgt(realm: string, issuer: string = realm): Principal {
  return { name: principalName(NameType.SRV_INST, 'krbtgt', realm), realm: issuer };
}

export function isKrbtgt(name: PrincipalName): boolean {
  return name.nameString.length === 2 && name.nameString[0] === 'krbtgt';
}

/** Characters of a principal in writing. */
const MAX_LENGTH = 65_536;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '0': '\0' };

/**
 * Reads `a/b@REALM` with MIT's escapes: \n \t \b \0, and a backslash before / @ \ or any other character.
 * Without `@` the realm is `defaultRealm`. `enterprise` keeps one `@` inside the name (user\@upn@REALM).
 * @throws KerberosError FORMAT_INVALID
 */
export function parsePrincipal(
  text: string,
  options: { readonly defaultRealm?: string; readonly nameType?: number; readonly enterprise?: boolean } = {},
): Principal {
  if (text.length > MAX_LENGTH) throw invalid(text, 'is too long');
  const parts: string[] = [''];
  let realm: string | undefined;
  let seenAt = false;
  const append = (char: string): void => {
    if (realm === undefined) parts[parts.length - 1] = (parts.at(-1) ?? '') + char;
    else realm += char;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      const next = text.charAt(++at);
      if (next === '') throw invalid(text, 'ends in the middle of an escape');
      append(ESCAPES[next] ?? next);
    } else if (char === '/' && realm === undefined && options.enterprise !== true) {
      parts.push('');
    } else if (char === '@' && options.enterprise === true && !seenAt) {
      seenAt = true;
      append('@');
    } else if (char === '@') {
      if (realm !== undefined) throw invalid(text, 'has more than one @');
      realm = '';
    } else if (char === '\0') {
      throw invalid(text, 'has a NUL character');
    } else if (realm !== undefined && char === '/') {
      throw invalid(text, 'has a / in its realm');
    } else {
      append(char);
    }
  }
  realm ??= options.defaultRealm;
  if (realm === undefined) throw invalid(text, 'names no realm, and there is no default realm');
  if (realm === '' && options.defaultRealm === undefined) throw invalid(text, 'has an empty realm');
  const nameType =
    options.enterprise === true
      ? NameType.ENTERPRISE
      : (options.nameType ??
        (parts.length === 2 && parts[0] === 'krbtgt'
          ? NameType.SRV_INST
          : parts.length >= 2 && parts[0] === 'WELLKNOWN'
            ? NameType.WELLKNOWN
            : NameType.PRINCIPAL));
  return { name: { nameType, nameString: parts }, realm };
}

/** Characters of a refused name that its error repeats. */
const MAX_QUOTED = 1_024;

function invalid(text: string, reason: string): KerberosError<'FORMAT_INVALID'> {
  const shown = displayText(text.slice(0, MAX_QUOTED));
  return new KerberosError('FORMAT_INVALID', `principal "${shown}" ${reason}`, {
    format: 'principal',
    reason,
  });
}

function escapePart(part: string, isRealm: boolean): string {
  return part.replace(isRealm ? /[\\@\n\t\b\0/]/g : /[\\@/\n\t\b\0]/g, (char) => {
    if (char === '\n') return '\\n';
    if (char === '\t') return '\\t';
    if (char === '\b') return '\\b';
    if (char === '\0') return '\\0';
    return `\\${char}`;
  });
}

/** `a/b@REALM` that parsePrincipal reads back to the same principal. For a screen, pass it through displayText. */
export function formatPrincipal(principal: Principal): string {
  return `${formatName(principal.name)}@${escapePart(principal.realm, true)}`;
}

/** The name alone, escaped: `HTTP/web.mit.test`. */
export function formatName(name: PrincipalName): string {
  return name.nameString.map((part) => escapePart(part, false)).join('/');
}
