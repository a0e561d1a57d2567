// What the person chose, in one place: read by whoever acts on it at the moment of acting, so that a change counts at
// once. Start at login is the system's to keep; everything else is the store's.
import type { SettingsChange, SettingsDto } from '#shared';
import { notesOf } from '../storage/index.ts';
import type { Store } from '../storage/index.ts';
import { ServiceError } from './describe-error.ts';
import type { Hub } from './hub.ts';
import type { ServicePorts } from './ports.ts';
import type { NoticeSettings } from './renewal/notices.ts';
import type { RenewalSettings } from './renewal/types.ts';

/** What of the settings counts for the renewal of one principal. */
export function renewalSettingsOf(
  store: Pick<Store, 'settings' | 'notes'>,
  principal: string,
): Omit<RenewalSettings, 'clockSkew'> {
  const { renewAutomatically, renewWhenLeft } = store.settings();
  return {
    automatic: renewAutomatically && notesOf(store, principal).renewsItself,
    renewWhenLeft: renewWhenLeft ?? undefined,
  };
}

export function noticeSettingsOf(settings: SettingsDto): NoticeSettings {
  return {
    enabled: true,
    before: settings.noticeBeforeEnd,
    atEnd: settings.noticeAtEnd,
    after: settings.noticeAfterEnd,
    beforeRenewalEnds: settings.noticeBeforeRenewalEnds,
    beforePasswordExpires: settings.noticeBeforePasswordExpires,
    renewed: settings.noticeRenewed,
    quiet: settings.quietHours ?? undefined,
  };
}

export interface Settings {
  readonly get: () => SettingsDto;
  /** @throws ServiceError NOT_SET where the system refuses; then nothing is changed */
  readonly update: (changed: SettingsChange) => SettingsDto;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function createSettings(
  { store }: { readonly store: Store },
  { startAtLogin }: Pick<ServicePorts, 'startAtLogin'>,
  hub: Hub,
): Settings {
  const get = (): SettingsDto => ({ ...store.settings(), startAtLogin: startAtLogin?.isOn() ?? null });

  function setStartAtLogin(on: boolean): void {
    if (startAtLogin?.isOn() === undefined)
      throw new ServiceError('NOT_SET', (words) => words.noStartAtLogin);
    try {
      startAtLogin.set(on);
    } catch (error) {
      throw new ServiceError('NOT_SET', (words) => words.startAtLoginRefused(reasonOf(error)));
    }
  }

  return {
    get,
    update({ startAtLogin: login, ...changed }) {
      if (typeof login === 'boolean') setStartAtLogin(login);
      store.saveSettings(changed);
      const settings = get();
      hub.publish({ type: 'settings.changed', settings });
      return settings;
    },
  };
}
