// The pages' files, from out/renderer and nowhere else, each with its page's policy.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '#shared';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const nonceMark = '__CSP_NONCE__';
const languageMark = '__LANGUAGE__';

/** A page, by the host of its address. */
export interface AppPage {
  readonly host: string;
  /** Which paths below out/renderer it may have. */
  readonly allows: (pathname: string) => boolean;
  readonly policy: (nonce: string) => string;
  /** What the page is written in from its first word on: the `lang` of its document. */
  readonly language: () => Language | Promise<Language>;
}

const notFound = (): Response => new Response('', { status: 404 });

/** The file's path below the folder, or undefined if the address leads out of it or is not the page's. */
export function resolveFile(folder: string, page: AppPage, address: string): string | undefined {
  const url = new URL(address);
  let pathname: string;
  try {
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (url.host !== page.host || pathname.includes('\0') || !page.allows(pathname)) return undefined;
  const file = path.join(folder, pathname);
  return file.startsWith(folder + path.sep) ? file : undefined;
}

/** What the page gets for a request; 404 for anything that is not one of its files. */
export async function respond(folder: string, page: AppPage, request: Request): Promise<Response> {
  const file = request.method === 'GET' ? resolveFile(folder, page, request.url) : undefined;
  const type = file === undefined ? undefined : contentTypes[path.extname(file)];
  if (file === undefined || type === undefined) return notFound();
  let bytes: Buffer<ArrayBuffer>;
  try {
    bytes = await readFile(file);
  } catch {
    return notFound();
  }
  const nonce = randomBytes(18).toString('base64');
  const body = type.startsWith('text/html')
    ? bytes
        .toString('utf8')
        .replaceAll(nonceMark, nonce)
        .replaceAll(languageMark, await page.language())
    : bytes;
  return new Response(body, {
    // No cross-origin-opener-policy: no page has an opener or can become one (hardening.ts), and for it Chromium would
    // throw the window's process away and start another.
    headers: {
      'content-type': type,
      'content-security-policy': page.policy(nonce),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
