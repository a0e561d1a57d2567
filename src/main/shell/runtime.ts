// Which Electron this is. The stand-in says so in its version; whatever a person may take for a promise of the real
// one (the sandbox of windows, a tray) is marked by it.

export const isStandIn = process.versions.electron.endsWith('-standin');

/** What window titles begin with. */
export const windowTitle = isStandIn ? 'Tessera (stand-in for Electron)' : 'Tessera';
