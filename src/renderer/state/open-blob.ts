// Opens something in the Inspector, from wherever it is seen.
import type { CallInputOf, ErrorDto } from '#shared';
import { bridge } from '../bridge/index.ts';
import type { Ui } from './ui.ts';

export function failToInspect(ui: Ui, subject: string, error: ErrorDto): void {
  if (error.code === 'CANCELLED') return;
  ui.open({ kind: 'failure', failure: { kind: 'inspect', subject, error, signedOut: false } });
}

/** Opens something and shows it. Resolves to false where nothing came of it. */
export async function openBlob(ui: Ui, from: CallInputOf<'blob.open'>, subject: string): Promise<boolean> {
  const result = await bridge().blob.open(from);
  if (!result.ok) {
    failToInspect(ui, subject, result.error);
    return false;
  }
  if (result.value.blob === undefined) return false;
  ui.inspect(result.value.blob.blob);
  return true;
}
