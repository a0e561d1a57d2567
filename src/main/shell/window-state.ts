// Where the main window was and how large, kept between starts. Wayland tells no positions: there it is centred.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { screen, type BrowserWindow, type Rectangle } from 'electron';

export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

type Size = Pick<Rectangle, 'width' | 'height'>;

export const smallestWindow: Size = { width: 640, height: 480 };
const defaultSize: Size = { width: 1180, height: 760 };

const isRectangle = (value: unknown): value is Rectangle =>
  typeof value === 'object' &&
  value !== null &&
  ['x', 'y', 'width', 'height'].every((key) => Number.isSafeInteger((value as Record<string, unknown>)[key]));

/** Undefined for anything that is not a window's state; a file of ours can be edited by anybody's hand. */
export function parseWindowState(text: string): WindowState | undefined {
  try {
    const { bounds, maximized } = JSON.parse(text) as Record<string, unknown>;
    return isRectangle(bounds) && typeof maximized === 'boolean' ? { bounds, maximized } : undefined;
  } catch {
    return undefined;
  }
}

/** At least a hand's breadth of the title bar must lie on a screen, or the window could not be moved back. */
export function isReachable(bounds: Rectangle, areas: readonly Rectangle[]): boolean {
  return areas.some((area) => {
    const visible = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
    return visible >= 80 && bounds.y >= area.y && bounds.y <= area.y + area.height - 40;
  });
}

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
