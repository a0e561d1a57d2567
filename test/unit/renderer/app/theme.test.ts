import { expect, it } from 'vitest';
import { coolGrey, darkTheme, lightTheme } from '../../../../src/renderer/app/theme.ts';

it('gives Fluent’s greys a trace of the accent’s hue and keeps their lightness', () => {
  expect(coolGrey(0x42)).toMatch(/^#4[0-4]4[1-3]4[4-9]$/);
  for (const grey of [0x14, 0x42, 0x80, 0xc7, 0xf0]) {
    const [red = 0, green = 0, blue = 0] = coolGrey(grey)
      .slice(1)
      .match(/../g)!
      .map((hex) => Number.parseInt(hex, 16));
    expect(blue).toBeGreaterThan(red);
    for (const channel of [red, green, blue]) expect(Math.abs(channel - grey)).toBeLessThanOrEqual(6);
  }
});

it('leaves white and black as they are', () => {
  expect(lightTheme.colorNeutralBackground1).toBe('#ffffff');
  expect(darkTheme.colorNeutralForeground1).toBe('#f0f2f4');
});
