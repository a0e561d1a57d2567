// `node --import ./stand-in/hooks.ts`: every import of 'electron', in our bundles and in packages, is the stand-in.
import { registerHooks } from 'node:module';

const url = new URL('./electron/index.ts', import.meta.url).href;

registerHooks({
  resolve: (id, context, next) =>
    id === 'electron' || id === 'electron/main'
      ? { url, format: 'module-typescript', shortCircuit: true }
      : next(id, context),
});
