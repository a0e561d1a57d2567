import { describe, expect, it } from 'vitest';
import { makeCodec, nodeBase64 } from '../../../stand-in/page/codec.ts';

const { encode, decode } = makeCodec(nodeBase64);
const round = (value: unknown): unknown => decode(encode(value));

describe('a value over the wire', () => {
  it.each([
    1,
    'a',
    true,
    null,
    undefined,
    NaN,
    -0,
    Infinity,
    -Infinity,
    10n ** 30n,
    new Date(5),
    /a/gi,
    [1, [2, undefined]],
    { a: { b: [new Map([[{ k: 1 }, new Set([1])]])] } },
    new Map([[['a', 'b'], ['c']]]),
    new Uint8Array([1, 2]),
    new Uint8Array([0, 1, 2, 3]).subarray(1, 3),
    new Float64Array([1.5]),
    new DataView(new ArrayBuffer(2)),
    new ArrayBuffer(3),
  ])('comes out as it went in: %s', (value) => {
    expect(round(value)).toEqual(value);
  });

  it('keeps cycles and what is shared', () => {
    const shared = {};
    const value: Record<string, unknown> = { x: shared, y: shared };
    value['self'] = value;
    const back = round(value) as Record<string, unknown>;
    expect(back['self']).toBe(back);
    expect(back['x']).toBe(back['y']);
  });

  it('takes __proto__ as data', () => {
    const back = round(JSON.parse('{"__proto__":{"evil":1}}')) as Record<string, unknown>;
    expect(back['evil']).toBeUndefined();
    expect(Object.keys(back)).toEqual(['__proto__']);
  });

  it('keeps the kind, message and cause of an error', () => {
    const back = round(new RangeError('too far', { cause: 1 })) as Error;
    expect(back).toBeInstanceOf(RangeError);
    expect([back.message, back.cause]).toEqual(['too far', 1]);
  });

  it.each([[() => 1], [Symbol('s')], [Promise.resolve()], [{ a: [() => 1] }], [new WeakMap()]])(
    'is refused in words of the structured clone when it cannot cross',
    (value) => {
      expect(() => encode(value)).toThrow('An object could not be cloned.');
    },
  );
});
