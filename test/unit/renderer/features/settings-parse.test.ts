import { describe, expect, it } from 'vitest';
import { setLanguage, text } from '../../../../src/renderer/strings/index.ts';
import { languages } from '../../../../src/shared/language.ts';
import {
  parseCount,
  parseSpan,
  parseThresholds,
  parseTime,
  spanParts,
  thresholdsText,
  timeText,
} from '../../../../src/renderer/features/settings/parse.ts';

describe('thresholds', () => {
  it('are numbers of a unit, in any order and with any mark between them, each once, the longest first', () => {
    const parsed = parseThresholds(' 5, 30;10 5 ', 'minutes', 1, 100);
    expect(parsed).toEqual({ ok: true, value: [1_800, 600, 300] });
    expect(thresholdsText([1_800, 600, 300], 'minutes')).toBe('30, 10, 5');
    expect(parseThresholds('14 0', 'days', 0, 365)).toEqual({ ok: true, value: [1_209_600, 0] });
  });

  it('may be none at all', () => {
    expect(parseThresholds('  ', 'minutes', 1, 100)).toEqual({ ok: true, value: [] });
    expect(thresholdsText([], 'hours')).toBe('');
  });

  it.each([
    ['5, soon', { why: 'not-a-number', text: 'soon' }],
    ['-5', { why: 'not-a-number', text: '-5' }],
    ['1.5', { why: 'not-a-number', text: '1.5' }],
    ['0', { why: 'range', least: 1, most: 100 }],
    ['101', { why: 'range', least: 1, most: 100 }],
    ['1 2 3 4 5 6 7 8 9', { why: 'too-many', most: 8 }],
  ])('refuse %j, and say why', (text, wrong) => {
    expect(parseThresholds(text, 'minutes', 1, 100)).toEqual({ ok: false, wrong });
  });
});

describe('a time of day', () => {
  it.each([
    ['19:00', 1_140],
    ['7:30', 450],
    ['7.30', 450],
    [' 23 ', 1_380],
    ['0:00', 0],
  ])('reads %j', (text, value) => {
    expect(parseTime(text)).toEqual({ ok: true, value });
    expect(parseTime(timeText(value))).toEqual({ ok: true, value });
  });
  it.each(['24:00', '7:60', '7:3', 'seven', ''])('refuses %j', (text) => {
    expect(parseTime(text)).toMatchObject({ ok: false, wrong: { why: 'not-a-time' } });
  });
});

describe('a length of time', () => {
  it.each([
    ['290 s', 290],
    ['290sec', 290],
    ['5', 300],
    ['5 min', 300],
    ['5 Minuten', 300],
    ['2 h', 7_200],
    ['2 Std.', 7_200],
    ['1 d', 86_400],
    ['3 Tage', 259_200],
  ])('reads %j', (text, value) => {
    expect(parseSpan(text, 10, 2_592_000)).toEqual({ ok: true, value });
  });
  it('is written with the largest unit that divides it', () => {
    expect([290, 300, 7_200, 5_400, 172_800].map(spanParts)).toEqual([
      { amount: 290, unit: 's' },
      { amount: 5, unit: 'm' },
      { amount: 2, unit: 'h' },
      { amount: 90, unit: 'm' },
      { amount: 2, unit: 'd' },
    ]);
  });
  it('is read as each language writes it', async () => {
    for (const language of languages) {
      await setLanguage(language);
      for (const seconds of [290, 300, 7_200, 172_800])
        expect(parseSpan(text.settings.span(spanParts(seconds)), 10, 2_592_000)).toEqual({
          ok: true,
          value: seconds,
        });
    }
    await setLanguage('en');
  });
  it('is refused where it is none, or too short or long', () => {
    expect(parseSpan('a while', 10, 100)).toMatchObject({ wrong: { why: 'not-a-span' } });
    expect(parseSpan('5 weeks', 10, 100)).toMatchObject({ wrong: { why: 'not-a-span' } });
    expect(parseSpan('9 s', 10, 100)).toMatchObject({ wrong: { why: 'range' } });
    expect(parseSpan('2 min', 10, 100)).toMatchObject({ wrong: { why: 'range' } });
  });
});

it('a count is a whole number in its range', () => {
  expect(parseCount(' 90 ', 1, 3_650)).toEqual({ ok: true, value: 90 });
  expect(parseCount('0', 1, 3_650)).toMatchObject({ wrong: { why: 'range' } });
  expect(parseCount('9e1', 1, 3_650)).toMatchObject({ wrong: { why: 'not-a-number' } });
});
