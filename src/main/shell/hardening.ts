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

// No fuse covers these. Each would open the windows, and with them the tickets, to another program.
const dangerousSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'load-extension',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'log-net-log',
];

/** The first switch of the command line that a packaged Tessera does not start with; undefined if there is none. */
export function dangerousSwitch(hasSwitch: (name: string) => boolean): string | undefined {
  return dangerousSwitches.find((name) => hasSwitch(name));
}
