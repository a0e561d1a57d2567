// The channel on which the preload says which files a person dropped: no procedure of the window's, which hears by an
// event what became of them.
import { droppedChannel, droppedFiles } from '#shared';
import type { DroppedFiles } from '#shared';
import type { Limits } from './limits.ts';
import type { Registrar } from './register.ts';
import type { SenderCheck } from './sender.ts';

export function registerDropped(options: {
  readonly registrar: Registrar;
  readonly isTrusted: SenderCheck;
  readonly limits: Limits;
  readonly open: (files: DroppedFiles) => Promise<void>;
}): void {
  options.registrar.handle(droppedChannel, async (event, input) => {
    if (!options.isTrusted(event)) return;
    const files = droppedFiles.safeParse(input);
    const leave = files.success ? options.limits.enter('blob.open') : undefined;
    if (!files.success || leave === undefined) return;
    try {
      await options.open(files.data);
    } finally {
      leave();
    }
  });
}
