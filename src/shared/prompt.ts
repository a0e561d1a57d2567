// What the secret prompt is told and how it answers. Names only, as channels.ts: preloads import this file.

/** What is asked, as its page shows it. Strings are ready for a screen. */
export interface PromptQuestion {
  /** Its answer goes to `promptAnswerChannel(request)`, once. */
  readonly request: string;
  readonly principal: string;
  readonly realm: string;
  /** Who asks and what for: "Sign in at AD.TEST". */
  readonly reason: string;
  /** To sign in; to change it; the new one, which is typed twice; to open what is sealed with it. */
  readonly purpose: 'password' | 'present-password' | 'new-password' | 'opening-password' | 'opening-key';
  /** It is kept in the system's vault afterwards. */
  readonly keeps?: boolean;
  /** Why the new password given before was not taken. */
  readonly refusal?: string;
  readonly standIn: boolean;
}

/** `window.prompt`'s place is taken; the prompt's bridge is `window.secretPrompt`. */
export const promptBridgeName = 'secretPrompt';

export interface PromptBridge {
  readonly describe: () => Promise<PromptQuestion>;
  /** UTF-8 octets of what was typed, or null for cancel. The window goes away then. */
  readonly answer: (request: string, secret: Uint8Array | null) => Promise<void>;
}

export const promptDescribeChannel = 'secret-prompt:describe';

export function promptAnswerChannel(request: string): string {
  return `secret-prompt:answer:${request}`;
}
