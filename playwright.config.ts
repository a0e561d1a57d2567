import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/playwright',
  // A busy machine is slow, and no test is about that: what is about time says its own.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
});
