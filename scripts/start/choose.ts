// Real Electron or the stand-in: which, and why, as a table that can be tested.

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasDisplay: boolean;
  /** May this user make namespaces? Electron's own sandbox needs them. */
  readonly hasNamespaces: boolean;
  /** TESSERA_RUNTIME */
  readonly wanted: string | undefined;
}

export type Choice =
  | { readonly runtime: 'electron' }
  | { readonly runtime: 'stand-in'; readonly because: string }
  | { readonly runtime: 'none'; readonly because: string };

/** What stands against real Electron on this machine, before its binary is looked for. */
export function choose({ platform, isRoot, hasDisplay, hasNamespaces, wanted }: Machine): Choice {
  if (wanted !== undefined && wanted !== '' && wanted !== 'electron' && wanted !== 'stand-in') {
    return { runtime: 'none', because: `TESSERA_RUNTIME is ${wanted}; it may be electron or stand-in` };
  }
  if (wanted === 'stand-in') return { runtime: 'stand-in', because: 'TESSERA_RUNTIME says so' };
  if (wanted === 'electron') return { runtime: 'electron' };
  if (platform === 'linux' && !hasDisplay) {
    return { runtime: 'stand-in', because: 'there is no display, and Electron needs one' };
  }
  if (isRoot) return { runtime: 'stand-in', because: 'this is root, and Electron does not sandbox root' };
  if (!hasNamespaces) {
    return {
      runtime: 'stand-in',
      because: "this machine refuses user namespaces, which Electron's sandbox needs",
    };
  }
  return { runtime: 'electron' };
}
