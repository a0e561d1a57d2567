// What the services keep: identities, history, settings. Two implementations: SQLite, and memory where SQLite
// cannot be had. Tickets work with either.
import type {
  HistoryRow,
  NewTimelineRow,
  SettingName,
  SettingsChange,
  SettingsDto,
  SignInOptions,
  TimelineRow,
} from '#shared';

export interface RememberedIdentity {
  /** As formatPrincipal prints it. */
  readonly principal: string;
  /** Seconds since 1970; 0 = never seen. */
  readonly lastSignIn: number;
  readonly signedOutAt: number;
  readonly options: SignInOptions;
}

/** What is known of a principal, whoever signed it in. */
export interface PrincipalNotes {
  /** The switch of the person. */
  readonly renewsItself: boolean;
  /** Seconds since 1970; 0 = not known. */
  readonly passwordExpires: number;
}

export interface Store {
  identities(): readonly RememberedIdentity[];
  remember(identity: RememberedIdentity): void;
  forget(principal: string): void;
  notes(): ReadonlyMap<string, PrincipalNotes>;
  note(principal: string, notes: Partial<PrincipalNotes>): void;
  /** Principals that stay on the list, the first pinned first. */
  pins(): readonly string[];
  /** @param at seconds since 1970; undefined takes the pin away */
  pin(principal: string, at: number | undefined): void;
  addHistory(row: Omit<HistoryRow, 'id'>): HistoryRow;
  /** Newest first, older than `before` if given. */
  history(limit: number, before?: number): readonly HistoryRow[];
  addToTimeline(row: NewTimelineRow): TimelineRow;
  /** Newest first, older than row `before` if given. */
  timeline(limit: number, before?: number): readonly TimelineRow[];
  /** Takes away whatever was written down before that time, for good. */
  dropHistory(before: number): void;
  settings(): SettingsDto;
  /** Those whose stored value could not be read. */
  unreadSettings(): readonly SettingName[];
  /** Those that are given; the others stay. */
  saveSettings(changed: SettingsChange): void;
  close(): void;
}

const DAY = 86_400;

export const defaultSettings: SettingsDto = {
  density: 'simple',
  language: 'system',
  closing: 'keeps-running',
  startAtLogin: null,
  renewAutomatically: true,
  renewWhenLeft: null,
  noticeBeforeEnd: [1_800, 600, 300, 60],
  noticeAtEnd: true,
  noticeAfterEnd: [600],
  noticeBeforeRenewalEnds: [DAY, 7_200],
  noticeBeforePasswordExpires: [14 * DAY, 7 * DAY, 3 * DAY, DAY, 0],
  noticeRenewed: false,
  quietHours: null,
  snooze: 300,
  signIn: {},
  historyDays: 90,
};

export const defaultNotes: PrincipalNotes = { renewsItself: true, passwordExpires: 0 };

export function notesOf(store: Pick<Store, 'notes'>, principal: string): PrincipalNotes {
  return store.notes().get(principal) ?? defaultNotes;
}

/** Rows kept; older ones fall away. */
export const historyLimit = 10_000;

/** Rows of each kind kept for the Timeline: a network that comes and goes pushes out no attempt. */
export const timelineLimit = 5_000;
