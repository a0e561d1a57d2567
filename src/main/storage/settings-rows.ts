// Settings as rows of name and value, each parsed by itself: one that somebody edited into nonsense falls back to its
// default and is named, the others stay.
import { settingNames, settingsDto } from '#shared';
import type { SettingName, SettingsChange, SettingsDto } from '#shared';
import { defaultSettings } from './store.ts';

export interface SettingRow {
  readonly name: string;
  readonly value: string;
}

/** The value as JSON; a bare word is itself, as it was written before there were other values. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function settingsFromRows(rows: readonly SettingRow[]): {
  readonly settings: SettingsDto;
  readonly unread: readonly SettingName[];
} {
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  const unread: SettingName[] = [];
  const read = settingNames.flatMap((name): [SettingName, unknown][] => {
    const text = stored.get(name);
    if (text === undefined) return [];
    const result = settingsDto.shape[name].safeParse(valueOf(text));
    if (result.success) return [[name, result.data]];
    unread.push(name);
    return [];
  });
  return { settings: settingsDto.parse({ ...defaultSettings, ...Object.fromEntries(read) }), unread };
}

export function rowsFromSettings(changed: SettingsChange): readonly SettingRow[] {
  return Object.entries(changed)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: JSON.stringify(value) }));
}

export function changedSettings(settings: SettingsDto, changed: SettingsChange): SettingsDto {
  const given = Object.entries(changed).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}
