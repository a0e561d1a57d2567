// Content security policies. Nothing is allowed that is not named; `connect-src` is not, for pages speak by IPC alone.

const none = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** @param nonce for the style elements that Griffel makes; fresh for each load */
export function mainPolicy(nonce: string): string {
  return [
    ...none,
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
  ].join('; ');
}

export function promptPolicy(): string {
  return [...none, "script-src 'self'", "style-src 'self'", "font-src 'self'"].join('; ');
}
