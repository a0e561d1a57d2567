// Where a window may stand. Pure: what Electron knows of screens comes in as values.

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

export type Size = Pick<Rectangle, 'width' | 'height'>;

export const smallestWindow: Size = { width: 640, height: 480 };
export const defaultSize: Size = { width: 1180, height: 760 };

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
