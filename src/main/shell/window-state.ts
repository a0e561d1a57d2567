// Where the main window was and how large, kept between starts. Wayland tells no positions: there it is centred.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { screen, type BrowserWindow } from 'electron';
import {
  defaultSize,
  isReachable,
  parseWindowState,
  smallestWindow,
  type Rectangle,
  type Size,
  type WindowState,
} from './window-place.ts';

function read(file: string): WindowState | undefined {
  try {
    return parseWindowState(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the first start
  }
}

export function restoredState(file: string): {
  readonly bounds: Partial<Rectangle> & Size;
  readonly maximized: boolean;
} {
  const state = read(file);
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  if (state === undefined || !isReachable(state.bounds, areas)) {
    return { bounds: defaultSize, maximized: state?.maximized ?? false };
  }
  const { x, y, width, height } = state.bounds;
  const bounds = {
    x,
    y,
    width: Math.max(width, smallestWindow.width),
    height: Math.max(height, smallestWindow.height),
  };
  return { bounds, maximized: state.maximized };
}

export function keepState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch {
      // A full disk is no reason to keep a window from closing.
    }
  });
}
