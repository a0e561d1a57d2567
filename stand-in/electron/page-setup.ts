// What a page gets before its first script: the two worlds' scripts, and the binding between preload and main.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { ChromiumPipe } from '../chromium/pipe.ts';
import { isolatedWorld, wireBinding, worldSources } from '../page/sources.ts';

/** What a sandboxed preload sees as `process`. */
function preloadProcess(): Record<string, unknown> {
  return {
    platform: process.platform,
    arch: process.arch,
    versions: { ...process.versions },
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  };
}

function preloadScript(file: string): string {
  return `${readFileSync(file, 'utf8')}\n//# sourceURL=${pathToFileURL(file).href}`;
}

/** @param session of a page that waits to be resumed */
export async function preparePage(
  pipe: ChromiumPipe,
  session: string,
  preload: string | undefined,
): Promise<void> {
  const token = `e${randomBytes(16).toString('hex')}`;
  const script = preload === undefined ? undefined : preloadScript(preload);
  const { main, isolated } = worldSources(token, script, preloadProcess());
  await Promise.all([
    pipe.send('Page.enable', undefined, session),
    pipe.send('Runtime.enable', undefined, session),
    pipe.send('Runtime.addBinding', { name: wireBinding, executionContextName: isolatedWorld }, session),
    pipe.send('Page.addScriptToEvaluateOnNewDocument', { source: main }, session),
    pipe.send(
      'Page.addScriptToEvaluateOnNewDocument',
      { source: isolated, worldName: isolatedWorld },
      session,
    ),
  ]);
}
