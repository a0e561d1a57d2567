import type * as Contract from '../contract.ts';
import { lifecycle } from './lifecycle.ts';
import { registerSchemesAsPrivileged } from './schemes.ts';
import { strict } from './strict.ts';

type SchemeHandler = (request: Request) => Response | Promise<Response>;
type RequestHandler = Parameters<Contract.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Contract.Session['setPermissionCheckHandler']>[0];

/** Electron's names beside Chromium's own. */
const permissions: readonly (readonly [electron: string, chromium: string])[] = [
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['display-capture', 'display-capture'],
  ['geolocation', 'geolocation'],
  ['idle-detection', 'idle-detection'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['notifications', 'notifications'],
  ['persistent-storage', 'persistent-storage'],
  ['storage-access', 'storage-access'],
  ['window-management', 'window-management'],
];

class StandInSession {
  readonly schemeHandlers = new Map<string, SchemeHandler>();
  requestHandler: RequestHandler = null;
  checkHandler: CheckHandler = null;
  readonly protocol = strict('protocol', {
    registerSchemesAsPrivileged,
    handle: (scheme: string, handler: SchemeHandler): void => {
      if (this.schemeHandlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
      this.schemeHandlers.set(scheme, handler);
    },
  });

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.requestHandler = handler;
    void applyPermissions();
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.checkHandler = handler;
    void applyPermissions();
  }

  /** As in Electron: whatever no handler refuses is granted. */
  grants(permission: string): boolean {
    const answers = [this.checkHandler?.(null, permission, '', {}) ?? true];
    // Handlers that refuse all look at nothing else; any other would need the contents that ask.
    this.requestHandler?.(undefined as never, permission, (granted) => answers.push(granted));
    return answers.every(Boolean);
  }
}

export type { StandInSession };

const partitions = new Map<string, StandInSession>();
const defaultSession = strict('session', new StandInSession());

/** Chromium has one set of permissions for all sessions: what one of them refuses is refused. */
export async function applyPermissions(): Promise<void> {
  const { browser } = lifecycle;
  if (browser === undefined) return;
  const all = [defaultSession, ...partitions.values()];
  await Promise.all(
    permissions.map(async ([electron, name]) => {
      const setting = all.every((session) => session.grants(electron)) ? 'granted' : 'denied';
      // A name this Chromium does not know stays as it is.
      await browser.pipe
        .send('Browser.setPermission', { permission: { name }, setting })
        .catch(() => undefined);
    }),
  );
}

export const session = strict('session', {
  defaultSession,
  fromPartition: (partition: string): StandInSession => {
    let found = partitions.get(partition);
    if (found === undefined) {
      found = strict(`session ${partition}`, new StandInSession());
      partitions.set(partition, found);
    }
    return found;
  },
});

export const protocol = defaultSession.protocol;
