// What a row of the settings is, and what each section is made of.
import type { ReactElement, ReactNode } from 'react';
import type { SettingsChange, SettingsDto, Snapshot } from '#shared';
import type { Actions } from '../../../state/actions.ts';

export interface Row {
  readonly id: string;
  readonly icon?: ReactElement;
  readonly title: string;
  readonly explains: string;
  readonly control: ReactNode;
  /** Belongs to the row above it. */
  readonly sub?: boolean;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly icon: ReactElement;
  readonly rows: readonly Row[];
}

export interface Given {
  readonly settings: SettingsDto;
  readonly snapshot: Snapshot;
  readonly actions: Actions;
  readonly set: (changed: SettingsChange) => void;
}
