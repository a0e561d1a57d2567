// Who may call: the main frame of the main window while it shows our own page, and nobody else.

/** What Electron's IpcMainInvokeEvent has that we look at. */
export interface InvokeEvent {
  readonly sender: unknown;
  /** null once the frame is gone. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

export type SenderCheck = (event: InvokeEvent) => boolean;

/**
 * @param origin the page's origin, e.g. `app://tessera`
 * @param contents the main window's webContents, undefined while there is none
 */
export function senderCheck(origin: string, contents: () => unknown): SenderCheck {
  return ({ sender, senderFrame }) => {
    const expected = contents();
    if (expected === undefined || sender !== expected) return false;
    if (senderFrame === null || (senderFrame.parent !== null && senderFrame.parent !== undefined))
      return false;
    // URL.origin is 'null' for schemes the parser does not know, so the prefix is compared, up to its slash.
    return senderFrame.url === origin || senderFrame.url.startsWith(`${origin}/`);
  };
}
