// What no page may do, whatever runs in it.
import { app, type Session } from 'electron';

/** Unset, Electron grants every permission (docs/security.md). */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
}

const prevent = (event: { preventDefault(): void }): void => {
  event.preventDefault();
};

/** Holds for each page that is ever made, before it loads anything. */
export function confineAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', prevent);
    contents.on('will-frame-navigate', prevent);
    contents.on('will-redirect', prevent);
    contents.on('will-attach-webview', prevent);
  });
}
