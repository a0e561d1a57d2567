// What happened to one name in a folder in the instant between looking and renaming over it. Linux queues a folder's
// inotify events in the order in which the folder changed; our own rename is in the queue too, so what stands before
// it came before it. That is how a replacement learns, after the fact but for certain, that another program removed
// or replaced the file in that instant. Elsewhere there is no such order, and nothing is claimed.
import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';

export interface Intrusion {
  /** Was there a file of that name when our rename came? */
  readonly existed: boolean;
  /** Was a file put there that our rename has overwritten? */
  readonly overwritten: boolean;
}

interface Event {
  readonly type: string;
  readonly name: string;
}

const ANSWER_WITHIN = 500;

export class EntryEvents {
  readonly #watcher: FSWatcher;
  readonly #events: Event[] = [];
  #changed: () => void = () => undefined;

  private constructor(folder: string) {
    this.#watcher = watch(folder, { persistent: true }, (type, name) => {
      if (name !== null) this.#events.push({ type, name });
      this.#changed();
    });
    this.#watcher.on('error', () => undefined);
  }

  /** undefined where there are no ordered events. */
  static open(folder: string): EntryEvents | undefined {
    if (process.platform !== 'linux') return undefined;
    try {
      return new EntryEvents(folder);
    } catch {
      return undefined; // no watches left
    }
  }

  close(): void {
    this.#watcher.close();
  }

  /**
   * What befell `file` between the last touch of `temporary` (utimes) and its rename to `file`. undefined when the
   * events do not come.
   * @param existed whether `file` was there after that touch
   */
  async between(temporary: string, file: string, existed: boolean): Promise<Intrusion | undefined> {
    const own = path.basename(temporary);
    const base = path.basename(file);
    const timeout = AbortSignal.timeout(ANSWER_WITHIN);
    let found = this.#window(own, base, existed);
    while (found === undefined && !timeout.aborted) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
        timeout.addEventListener(
          'abort',
          () => {
            resolve();
          },
          { once: true },
        );
      });
      found = this.#window(own, base, existed);
    }
    return found;
  }

  #window(own: string, base: string, atFirst: boolean): Intrusion | undefined {
    // Events of our temporary file: created, written, touched, moved away; the move is followed by ours to `base`.
    const moved = this.#events.findLastIndex((event) => event.name === own && event.type === 'rename');
    const created = this.#events.findIndex((event) => event.name === own && event.type === 'rename');
    if (moved <= created) return undefined;
    if (!this.#events.slice(moved).some((event) => event.name === base && event.type === 'rename'))
      return undefined;
    const before = this.#events.slice(0, moved);
    const touched = before.findLastIndex((event) => event.name === own && event.type === 'change');
    let existed = atFirst;
    let overwritten = false;
    let previous: Event | undefined;
    for (const event of before.slice(touched + 1)) {
      if (event.type === 'rename' && event.name === base) {
        // A move onto the name is preceded by the move away from a temporary name; else a file came or went.
        const movedOnto = previous?.type === 'rename' && previous.name.startsWith(`${base}.`);
        existed = movedOnto || !existed;
        overwritten = existed;
      }
      previous = event;
    }
    return { existed, overwritten };
  }
}
