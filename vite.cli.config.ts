import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

// The command line: one file for Node 20.19 and later, everything bundled, no native module in it.
export default defineConfig({
  build: {
    outDir: 'out/cli',
    target: 'node20',
    minify: false,
    sourcemap: false,
    ssr: 'src/cli/main.ts',
    rolldownOptions: {
      external: [...builtinModules, /^node:/],
      output: {
        format: 'es',
        entryFileNames: 'tessera.js',
        codeSplitting: false,
        banner: '#!/usr/bin/env node',
      },
    },
  },
  ssr: { noExternal: true },
});
