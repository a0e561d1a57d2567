import { defineConfig } from 'vitest/config';

// `unit` needs nothing but Node. `conformance` needs real KDCs on loopback: scripts/test.ts starts them and says
// where they are (test/support/peers.ts). e2e is Playwright's (playwright.config.ts).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,property,vectors,contract}/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
