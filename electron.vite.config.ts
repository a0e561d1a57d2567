import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// What ships is bundled: package.json names as dependencies only what must stay a package (better-sqlite3).
const common = { sourcemap: false, emptyOutDir: true, reportCompressedSize: false } as const;

// The prompt's own files lie apart, so that its page can be kept from all the others.
const place = (name: string | undefined): string =>
  name === 'prompt' || name === 'prompt.css' ? 'prompt' : 'assets';

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
    plugins: [react()],
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
        },
      },
    },
  },
});
