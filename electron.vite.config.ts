import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

// What ships is bundled: package.json names as dependencies only what must stay a package (better-sqlite3).
const common = { sourcemap: false, emptyOutDir: true, reportCompressedSize: false } as const;

// The prompt's own files lie apart, so that its page can be kept from all the others.
const place = (name: string | undefined): string =>
  name === 'prompt' || name === 'prompt.css' ? 'prompt' : 'assets';

/** The window has names and values of the shared room, but no schemas: those are main's, and as large as the kit. */
const noSchemas: Plugin = {
  name: 'no-schemas',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk' && chunk.moduleIds.some((id) => /node_modules[\\/]zod[\\/]/.test(id)))
        this.error(`${chunk.fileName} holds zod: a value that the window imports lies beside a schema`);
    }
  },
};

export default defineConfig({
  main: {
    build: {
      ...common,
      minify: false, // a stack trace in a bug report should be readable
      rolldownOptions: { input: resolve('src/main/index.ts') },
    },
  },
  preload: {
    build: {
      ...common,
      minify: false,
      rolldownOptions: {
        input: { main: resolve('src/preload/main.ts'), prompt: resolve('src/preload/prompt.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), noSchemas],
    build: {
      ...common,
      minify: true,
      chunkSizeWarningLimit: 2000, // read from the disk, not over a network
      assetsInlineLimit: 0, // fonts are files: the policy has no data: for them
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          index: resolve('src/renderer/index.html'),
          prompt: resolve('src/renderer/prompt/index.html'),
        },
        output: {
          entryFileNames: ({ name }) => `${place(name)}/[name]-[hash].js`,
          assetFileNames: ({ names }) => `${place(names[0])}/[name]-[hash][extname]`,
          // What the first look needs is one file; the rest and each further language come later.
          codeSplitting: {
            groups: [
              { name: 'tokens', test: /tokens\.css$/, priority: 1 }, // the prompt has it, too, and nothing else
              {
                name: 'first',
                tags: ['$initial'],
                test: /^(?!.*[\\/]renderer[\\/]prompt[\\/]).*\.(tsx?|m?js)$/,
              },
            ],
          },
        },
      },
    },
  },
});
