// Fluent's themes on our tokens. Fluent's greys are pure; ours carry a trace of the accent's hue, so that surfaces
// and accent belong together.
import { createDarkTheme, createLightTheme } from '@fluentui/react-components';
import type { BrandVariants, Theme } from '@fluentui/react-components';

const brand: BrandVariants = {
  10: '#050b22',
  20: '#0a143a',
  30: '#101d53',
  40: '#16276e',
  50: '#1d318a',
  60: '#253ca5',
  70: '#2e49bd',
  80: '#3958d1',
  90: '#4869dc',
  100: '#597be5',
  110: '#6c8ceb',
  120: '#83a0ee',
  130: '#99b2f3',
  140: '#b2c5f6',
  150: '#c9d7fa',
  160: '#e2e9fc',
};

const CHROMA = 0.009;
const HUE = (268 * Math.PI) / 180;

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function toHex(linear: number): string {
  const channel = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, channel)) * 255)
    .toString(16)
    .padStart(2, '0');
}

/** A grey (0..255) at the same OKLCH lightness with our hue: https://bottosson.github.io/posts/oklab/ */
export function coolGrey(grey: number): string {
  const lightness = Math.cbrt(toLinear(grey / 255));
  const a = CHROMA * Math.cos(HUE);
  const b = CHROMA * Math.sin(HUE);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return `#${toHex(red)}${toHex(green)}${toHex(blue)}`;
}

function cool(theme: Theme): Theme {
  const entries = Object.entries(theme).map(([token, value]: [string, unknown]) => {
    const match = typeof value === 'string' ? /^#([0-9a-f]{2})\1\1$/i.exec(value) : null;
    const grey = match?.[1] === undefined ? 0 : Number.parseInt(match[1], 16);
    return [token, grey === 0 || grey === 255 ? value : coolGrey(grey)];
  });
  return Object.fromEntries(entries) as Theme;
}

const shape = {
  fontFamilyBase: 'var(--f)',
  fontFamilyNumeric: 'var(--f)',
  fontFamilyMonospace: 'var(--m)',
  fontSizeBase100: '11px',
  lineHeightBase100: '16px',
  fontSizeBase200: '12px',
  lineHeightBase200: '16px',
  fontSizeBase300: '13px',
  lineHeightBase300: '20px',
  fontSizeBase400: '15px',
  lineHeightBase400: '20px',
  fontSizeBase500: '18px',
  lineHeightBase500: '24px',
  fontSizeBase600: '22px',
  lineHeightBase600: '28px',
  borderRadiusSmall: '4px',
  borderRadiusMedium: '6px',
  borderRadiusLarge: '8px',
  borderRadiusXLarge: '12px',
};

export const lightTheme: Theme = {
  ...cool(createLightTheme(brand)),
  ...shape,
  colorNeutralForeground1: '#1d1f25',
  colorNeutralForeground2: '#4a4d55',
  colorNeutralForeground3: '#686c74',
  colorNeutralForeground4: '#686c74',
  colorNeutralStroke1: '#d2d4da',
  colorNeutralStroke2: '#e4e6ea',
  colorNeutralStrokeAccessible: '#71747c',
};

export const darkTheme: Theme = {
  ...cool(createDarkTheme(brand)),
  ...shape,
  colorNeutralBackground1: '#1d1f24',
  colorNeutralBackground1Hover: '#292c32',
  colorNeutralBackground1Pressed: '#191b20',
  colorNeutralBackground1Selected: '#2c2f35',
  colorNeutralForeground1: '#f0f2f4',
  colorNeutralForeground2: '#bbbec4',
  colorNeutralForeground3: '#9b9ea6',
  colorNeutralForeground4: '#9b9ea6',
  colorNeutralStroke1: '#45484e',
  colorNeutralStroke2: '#2e3036',
  colorNeutralStrokeAccessible: '#898c94',
  colorBrandForeground1: brand[110],
  colorBrandForeground2: brand[120],
  colorBrandForegroundLink: brand[120],
  colorCompoundBrandForeground1: brand[110],
  colorCompoundBrandBackground: brand[100],
  colorCompoundBrandStroke: brand[110],
  colorBrandBackground: brand[80],
  colorBrandBackgroundHover: brand[90],
};
