// The tray's drawings: the four tiles of the mark in one colour, told apart by shape alone.
import type { TrayState } from './tray-content.ts';

/** Is the point in the drawing? In points of the size for which the grid was made. */
type Shape = (x: number, y: number) => boolean;

/** Every edge on a whole point, so that nothing is smoothed but curves: one grid per size, never scaled from another. */
interface Grid {
  readonly size: number;
  readonly tile: number;
  /** Where the tiles of a row begin. */
  readonly near: number;
  readonly far: number;
  readonly radius: number;
  readonly line: number;
  /** The clock's and the cross's middle, and half their width. */
  readonly badge: number;
  readonly badgeRadius: number;
}

const grids: readonly Grid[] = [
  { size: 16, tile: 6, near: 1, far: 9, radius: 1.5, line: 1, badge: 12, badgeRadius: 3.5 },
  { size: 22, tile: 8, near: 2, far: 12, radius: 2, line: 2, badge: 16, badgeRadius: 4.75 },
  { size: 32, tile: 12, near: 2, far: 18, radius: 3, line: 2, badge: 24, badgeRadius: 7 },
];

const largest: Grid = {
  size: 44,
  tile: 16,
  near: 4,
  far: 24,
  radius: 4,
  line: 3,
  badge: 32,
  badgeRadius: 9,
};

const rounded =
  (left: number, top: number, side: number, radius: number): Shape =>
  (x, y) => {
    const half = side / 2;
    const dx = Math.abs(x - left - half) - (half - radius);
    const dy = Math.abs(y - top - half) - (half - radius);
    return Math.max(dx, dy) <= radius && (dx <= 0 || dy <= 0 || Math.hypot(dx, dy) <= radius);
  };

const stroke =
  (ax: number, ay: number, bx: number, by: number, width: number): Shape =>
  (x, y) => {
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - ax - along * dx, y - ay - along * dy) <= width / 2;
  };

const any =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));

const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    shape(x, y) && !hole(x, y);

function shapeOf(state: TrayState, grid: Grid): Shape {
  const { size, tile, near, far, radius, line, badge, badgeRadius } = grid;
  const full = (x: number, y: number): Shape => rounded(x, y, tile, radius);
  const empty = (x: number, y: number): Shape =>
    without(full(x, y), rounded(x + line, y + line, tile - 2 * line, Math.max(0.5, radius - line)));
  const four = (each: (x: number, y: number) => Shape): Shape =>
    any(each(near, near), each(far, near), each(near, far), each(far, far));
  switch (state) {
    case 'valid':
      return four(full);
    case 'out':
      return four(empty);
    case 'ending': {
      // The last tile is a clock.
      const disc =
        (r: number): Shape =>
        (x, y) =>
          Math.hypot(x - badge, y - badge) <= r;
      const hands = any(
        stroke(badge, badge, badge, badge - badgeRadius * 0.55, Math.max(1, line * 0.8)),
        stroke(badge, badge, badge + badgeRadius * 0.45, badge, Math.max(1, line * 0.8)),
      );
      const ring = without(disc(badgeRadius), disc(badgeRadius - Math.max(1, line * 0.8)));
      return any(full(near, near), empty(far, near), full(near, far), ring, hands);
    }
    case 'needs-you': {
      const reach = badgeRadius * 0.68;
      const [from, to] = [badge - reach, badge + reach];
      const cross = any(stroke(from, from, to, to, line + 1), stroke(to, from, from, to, line + 1));
      return any(empty(near, near), empty(far, near), empty(near, far), cross);
    }
    case 'offline': {
      const end = size - near;
      const gap = stroke(0, size, size, 0, size / 4.5);
      return any(without(four(full), gap), stroke(near, end, end, near, size / 12.5));
    }
  }
}

const samples = 6;

/** The drawing as RGBA, size by size points, in the given grey. Edges are smoothed by counting points within. */
export function drawTrayShape(state: TrayState, size: number, grey: number): Uint8Array {
  const grid = grids.find((each) => each.size === size) ?? largest;
  const inside = shapeOf(state, grid);
  const rgba = new Uint8Array(size * size * 4);
  const scale = grid.size / size;
  const at = (pixel: number, sample: number): number => (pixel + (sample + 0.5) / samples) * scale;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let hits = 0;
      for (let sample = 0; sample < samples * samples; sample++) {
        if (inside(at(x, sample % samples), at(y, Math.floor(sample / samples)))) hits++;
      }
      rgba.set([grey, grey, grey, Math.round((hits * 255) / (samples * samples))], (y * size + x) * 4);
    }
  }
  return rgba;
}
