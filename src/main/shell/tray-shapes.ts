// The tray's drawings: one colour, told apart by shape alone, as the state icons of the window are.

export type TrayState = 'ok' | 'warn' | 'bad' | 'off';

/** Is the point of the unit square in the drawing? */
type Shape = (x: number, y: number) => boolean;

const near = (
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  width: number,
): boolean => {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy) <= width / 2;
};

const shapes: Readonly<Record<TrayState, Shape>> = {
  /** A disc with a tick cut out of it. */
  ok: (x, y) =>
    Math.hypot(x - 0.5, y - 0.5) <= 0.47 &&
    !near(x, y, 0.29, 0.52, 0.44, 0.67, 0.11) &&
    !near(x, y, 0.44, 0.67, 0.72, 0.36, 0.11),
  /** A triangle with an exclamation mark cut out of it. */
  warn: (x, y) =>
    y >= 0.06 &&
    y <= 0.92 &&
    Math.abs(x - 0.5) <= 0.04 + ((y - 0.06) / 0.86) * 0.45 &&
    !near(x, y, 0.5, 0.38, 0.5, 0.62, 0.12) &&
    Math.hypot(x - 0.5, y - 0.78) > 0.07,
  /** An octagon with a cross cut out of it. */
  bad: (x, y) =>
    Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) <= 0.46 &&
    Math.abs(x - 0.5) + Math.abs(y - 0.5) <= 0.65 &&
    !near(x, y, 0.34, 0.34, 0.66, 0.66, 0.11) &&
    !near(x, y, 0.34, 0.66, 0.66, 0.34, 0.11),
  /** A ring of eight dashes. */
  off: (x, y) => {
    const radius = Math.hypot(x - 0.5, y - 0.5);
    const turn = (Math.atan2(y - 0.5, x - 0.5) / Math.PI + 1) * 4;
    return radius <= 0.46 && radius >= 0.33 && turn - Math.floor(turn) < 0.6;
  },
};

const samples = 6;

/** The drawing as RGBA, size by size points, in the given grey. Edges are smoothed by counting points within. */
export function drawTrayShape(state: TrayState, size: number, grey: number): Uint8Array {
  const rgba = new Uint8Array(size * size * 4);
  const inside = shapes[state];
  const unit = (at: number, sample: number): number => (at + (sample + 0.5) / samples) / size;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let hits = 0;
      for (let sample = 0; sample < samples * samples; sample++) {
        if (inside(unit(x, sample % samples), unit(y, Math.floor(sample / samples)))) hits++;
      }
      rgba.set([grey, grey, grey, Math.round((hits * 255) / (samples * samples))], (y * size + x) * 4);
    }
  }
  return rgba;
}
