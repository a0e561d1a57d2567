// The shell for which commands are copied: the one that was chosen, else the system's usual one.
import { useContext } from 'react';
import type { Shell } from '#shared';
import { bridge } from '../bridge/index.ts';
import { SnapshotContext } from './hooks.ts';

export const shellNames: Readonly<Record<Shell, string>> = { sh: 'sh', powershell: 'PowerShell', cmd: 'cmd' };

const usual = (): Shell => (navigator.userAgent.includes('Windows') ? 'powershell' : 'sh');

export function useShell(): { readonly shell: Shell; readonly choose: (shell: Shell) => void } {
  const chosen = useContext(SnapshotContext)?.settings.shell;
  return {
    shell: chosen ?? usual(),
    choose: (shell) => {
      void bridge().settings.update({ shell });
    },
  };
}
