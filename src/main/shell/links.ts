// tessera: links. Anybody can put one on a web page, so a link only ever fills a form that a person then sends:
//   tessera:sign-in?principal=alice@AD.TEST
//   tessera:service-ticket?service=HTTP/web.ad.test
// Anything else, be it one character too many, is no link of ours.
import type { WindowAsk } from '#shared';

export type FormFill = Extract<WindowAsk, { show: 'sign-in' | 'service-ticket' }>;

const longestLink = 2_048;
const longestName = 512;

/** A name as people type one. What cannot be seen, or only pretends to be something else, is not among them. */
function typedName(value: string): string | undefined {
  if (value.length === 0 || value.length > longestName || value !== value.trim()) return undefined;
  // Controls, format characters (bidi, zero-width), lone surrogates, private use and line breaks; spaces but U+0020.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(value) || /(?! )\p{Zs}/u.test(value)) return undefined;
  return value.startsWith('-') ? undefined : value;
}

/** The form that a link fills, or undefined for whatever is not a link of ours. */
export function parseLink(text: string): FormFill | undefined {
  if (text.length > longestLink) return undefined;
  const [, form, field, escaped] =
    /^tessera:(sign-in|service-ticket)\?([a-z]+)=([A-Za-z0-9._~%@/:$-]+)$/.exec(text) ?? [];
  if (escaped === undefined) return undefined;
  let value: string;
  try {
    value = decodeURIComponent(escaped);
  } catch {
    return undefined; // a stray %, or octets that are not UTF-8
  }
  const name = typedName(value);
  if (name === undefined) return undefined;
  if (form === 'sign-in' && field === 'principal') return { show: form, principal: name };
  if (form === 'service-ticket' && field === 'service') return { show: form, service: name };
  return undefined;
}

/** The link of a command line: the only argument that is one. Two of them, or a malformed one, are none. */
export function linkOf(commandLine: readonly string[]): FormFill | undefined {
  const links = commandLine.filter((argument) => /^tessera:/i.test(argument));
  const [only] = links;
  return links.length === 1 && only !== undefined ? parseLink(only) : undefined;
}
