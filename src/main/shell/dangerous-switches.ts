// What a packaged Tessera does not start with.

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
