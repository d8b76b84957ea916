import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Pipeline files import the package by its name: in tests that is this source, not an earlier build.
    alias: { '@stream-bench/stream-bench': fileURLToPath(new URL('src/index.ts', import.meta.url)) },
  },
  test: {
    include: ['src/**/*.test.ts'],
    setupFiles: ['vitest.setup.ts'],
    globals: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Some tests start real threads and processes on machines that others share: what fails twice is no accident.
    retry: process.env['CI'] === undefined ? 0 : 1,
    coverage: {
      provider: 'v8',
      reporter: ['text', 'text-summary'],
      include: ['src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-program.ts', '**/fixtures/**'],
    },
  },
});
