/** What the app did that has no visible effect here, so that tests and people can read it. */
export interface JournalEntry {
  readonly what: string;
  readonly detail: unknown;
}

export const journal: JournalEntry[] = [];

export function note(what: string, detail?: unknown): void {
  journal.push({ what, detail });
}
