import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../../src/main/shell/png.ts';
import type { TrayState } from '../../../../src/main/shell/tray-content.ts';
import { drawTrayShape } from '../../../../src/main/shell/tray-shapes.ts';

const states: readonly TrayState[] = ['valid', 'ending', 'needs-you', 'out', 'offline'];
const coverage = (state: TrayState, size: number): number[] =>
  [...drawTrayShape(state, size, 255)].filter((_octet, index) => index % 4 === 3);

describe("the tray's drawings", () => {
  it.each([16, 22, 32, 44])(
    'differ by shape alone at %i points: a fifteenth of the points or more between any two',
    (size) => {
      for (const [index, one] of states.entries()) {
        for (const other of states.slice(index + 1)) {
          const [a, b] = [coverage(one, size), coverage(other, size)];
          const differing = a.filter((value, at) => Math.abs(value - (b[at] ?? 0)) > 96).length;
          expect(differing / a.length, `${one} and ${other}`).toBeGreaterThan(1 / 15);
        }
      }
    },
  );

  it('have one colour', () => {
    const rgba = drawTrayShape('ending', 16, 32);
    expect(new Set([...rgba].filter((_octet, index) => index % 4 !== 3))).toEqual(new Set([32]));
  });
});

describe('a PNG', () => {
  it('has the size in its header and every row unfiltered', () => {
    const png = encodePng(2, 1, new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]));
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 1]);
    const at = png.indexOf('IDAT');
    const data = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect([...data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    // The CRC of an empty IEND is the same in every PNG.
    expect(png.subarray(-4).toString('hex')).toBe('ae426082');
  });
});
