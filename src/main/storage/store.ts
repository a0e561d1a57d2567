// What the services keep: identities, history, settings. Two implementations: SQLite, and memory where SQLite
// cannot be had. Tickets work with either.
import type { ByteRange } from '#krb5';
import type {
  ExchangeStep,
  HistoryFilter,
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

/** A message as kept: its open octets one behind the other, and where the others were. */
export interface KeptMessage {
  /** The step that sent or received it first. */
  readonly step: number;
  readonly length: number;
  readonly blanked: readonly ByteRange[];
  readonly open: Uint8Array;
}

export interface RecordedExchange {
  readonly steps: readonly ExchangeStep[];
  /** Steps that did not fit. */
  readonly leftOut: number;
  readonly messages: readonly KeptMessage[];
  /** Fingerprints of the tickets that it brought. */
  readonly tickets: readonly string[];
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
  addHistory(row: Omit<HistoryRow, 'id'>, exchange?: RecordedExchange): HistoryRow;
  /** Newest first, older than `before` if given. */
  history(limit: number, before?: number, filter?: HistoryFilter): readonly HistoryRow[];
  historyRow(id: number): HistoryRow | undefined;
  exchange(history: number): RecordedExchange | undefined;
  /** The row whose exchange brought the ticket; the newest, should there be two. */
  historyOfTicket(fingerprint: string): number | undefined;
  addToTimeline(row: NewTimelineRow): TimelineRow;
  /** Newest first, older than row `before` if given. */
  timeline(limit: number, before?: number): readonly TimelineRow[];
  /** Takes away whatever was written down before that time, exchanges too, for good. */
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
  shell: null,
  columns: ['end', 'renew', 'enctype', 'flags'],
  grouped: true,
};

export const defaultNotes: PrincipalNotes = { renewsItself: true, passwordExpires: 0 };

export function notesOf(store: Pick<Store, 'notes'>, principal: string): PrincipalNotes {
  return store.notes().get(principal) ?? defaultNotes;
}

/** Rows kept; older ones fall away. */
export const historyLimit = 10_000;

/** Rows of each kind kept for the Timeline: a network that comes and goes pushes out no attempt. */
export const timelineLimit = 5_000;
/** What exchanges may take in all; the oldest lose their steps and messages first, and stay as rows. */
export const exchangeSizeLimit = 32 * 1_024 * 1_024;

/** Roughly what it takes on the disk. */
export function exchangeSize({ steps, messages }: RecordedExchange): number {
  return (
    JSON.stringify(steps).length +
    messages.reduce((sum, { open, blanked }) => sum + open.length + 24 * blanked.length + 40, 0)
  );
}

/** Messages and look-ups: what the list counts. */
export function messageCount({ steps }: RecordedExchange): number {
  return steps.filter(({ type }) => type === 'sent' || type === 'received' || type === 'dns').length;
}

export function matchesFilter(row: HistoryRow, filter: HistoryFilter): boolean {
  const { principal, kinds, outcome, text } = filter;
  if (principal !== undefined && row.principal !== principal) return false;
  if (kinds !== undefined && !kinds.includes(row.kind)) return false;
  if (outcome !== undefined && row.outcome !== outcome) return false;
  if (text === undefined) return true;
  const wanted = text.toLowerCase();
  return [row.principal, row.service, row.error?.explanation.whatHappened, row.error?.kerberos].some(
    (each) => each?.toLowerCase().includes(wanted) === true,
  );
}
