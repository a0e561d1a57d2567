// A Chromium for the stand-in, installed first where that is ours to do.
import { findChromium } from '../../stand-in/chromium/find.ts';
import { installPackages } from '../debian.ts';

/** @throws Error that says how to get one */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.env['TESSERA_CHROMIUM'] !== undefined)
    throw new Error('TESSERA_CHROMIUM names a file that is not there');
  const gap = await installPackages(['chromium', 'fonts-liberation'], 'the stand-in for Electron');
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    `no Chromium, Chrome or Edge to run on${gap === undefined ? '' : ` (${gap.gap})`}. ` +
      'Install one (Debian: apt install chromium fonts-liberation) or name one: TESSERA_CHROMIUM=/path/to/it',
  );
}
