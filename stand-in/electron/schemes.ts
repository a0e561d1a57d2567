// Chromium knows no schemes of ours and does not even report a request for one. So app://host/path goes to it as
// https://app.host-standin.invalid/path: a secure standard origin that no DNS answers, a site of its own per host.
import { lifecycle } from './lifecycle.ts';

const standardSchemes = new Set<string>();

/** The patterns Chromium must hand to us: the addresses above. */
export const wirePattern = 'https://*-standin.invalid/*';

export function toWire(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || !standardSchemes.has(scheme)) return url;
  return `https://${scheme}.${host ?? ''}-standin.invalid${rest === undefined || rest === '' ? '/' : rest}`;
}

export function fromWire(url: string): string {
  const [, scheme, host, rest] =
    /^https:\/\/([a-z0-9+-]+)\.([^/?#]*)-standin\.invalid(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || !standardSchemes.has(scheme)) return url;
  return `${scheme}://${host ?? ''}${rest === undefined || rest === '' ? '/' : rest}`;
}

export function registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
  if (lifecycle.ready)
    throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  for (const { scheme, privileges } of schemes) {
    if (privileges?.standard !== true || privileges.secure !== true) {
      throw new Error('stand-in for Electron: only standard, secure schemes');
    }
    standardSchemes.add(scheme);
  }
}
