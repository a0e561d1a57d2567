import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';

type ThemeSource = Electron.NativeTheme['themeSource'];

const changes = new EventEmitter().setMaxListeners(0);
let source: ThemeSource = 'system';

export function shouldUseDarkColors(): boolean {
  return source === 'dark'; // the stand-in does not know what the system prefers
}

export function onTheme(listener: () => void): void {
  changes.on('changed', listener);
}

class StandInNativeTheme extends EventEmitter {
  get themeSource(): ThemeSource {
    return source;
  }

  set themeSource(value: ThemeSource) {
    source = value;
    changes.emit('changed');
    this.emit('updated', {});
  }

  get shouldUseDarkColors(): boolean {
    return shouldUseDarkColors();
  }
}

export const nativeTheme = strict('nativeTheme', new StandInNativeTheme());
