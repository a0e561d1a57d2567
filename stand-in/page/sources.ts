import { makeBridge } from './bridge.ts';
import { makeCodec } from './codec.ts';
import { makePreloadWorld } from './preload-world.ts';

/** The isolated world's name, and the name of the binding that exists in it alone (see preload-world.ts). */
export const isolatedWorld = 'Electron Isolated Context';
export const wireBinding = 'tesseraWire';

const pageBase64 = '{encode:(bytes)=>bytes.toBase64(),decode:(text)=>Uint8Array.fromBase64(text)}';

/**
 * The scripts that run before any script of a document, one per world.
 * @param token keeps scripts of the page from guessing the bridge's event names
 * @param preload the preload script's text
 */
export function worldSources(
  token: string,
  preload: string | undefined,
  processValues: Readonly<Record<string, unknown>>,
): { readonly main: string; readonly isolated: string } {
  const toPage = JSON.stringify(`${token}-to-page`);
  const toPreload = JSON.stringify(`${token}-to-preload`);
  // The main frame of a real document: neither a sub-frame nor the empty document that a window is born with.
  const isOurs =
    'window===window.top&&location.protocol!=="about:"&&location.hostname!=="placeholder-standin.invalid"';
  const preloadCall =
    preload === undefined
      ? ''
      : `(function(require,module,exports,process,global){${preload}\n})` +
        '(world.require,module,module.exports,world.process,globalThis)';
  return {
    main: `if(${isOurs})(${makeBridge.toString()})(${toPage},${toPreload})`,
    isolated:
      `if(${isOurs}){const world=(${makePreloadWorld.toString()})((${makeCodec.toString()})(${pageBase64}),` +
      `(${makeBridge.toString()})(${toPreload},${toPage}),${JSON.stringify(processValues)}),module={exports:{}};` +
      `${preloadCall}}`,
  };
}
