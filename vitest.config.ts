import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const statistics = 'src/**/*.statistics.test.ts';
const machine = 'src/**/*.machine.test.ts';
/** Minutes each: see `npm run test:faults`. */
const faults = '{src,bench}/**/*.faults.test.ts';
/** With real servers, which `npm run test:engines` installs. */
const engines = 'src/**/*.engines.test.ts';

/** Nothing but the code decides these tests, so they share processes and use all processors. */
const withoutMachine = {
  setupFiles: ['vitest.setup.ts', 'no-machine.setup.ts'],
  isolate: false,
  maxWorkers: '100%',
};

/**
 * The name of a test file says to which project it belongs. Only *.machine.test.ts may start processes and threads,
 * wait for disks and read the real clock: in the others that fails, by no-machine.setup.ts.
 */
export default defineConfig({
  resolve: {
    // Pipeline files import the package by its name: in tests that is this source, not an earlier build.
    alias: { '@stream-bench/stream-bench': fileURLToPath(new URL('src/index.ts', import.meta.url)) },
  },
  test: {
    globals: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          ...withoutMachine,
          name: 'pure',
          include: ['{src,bench}/**/*.test.ts'],
          exclude: [statistics, machine, faults, engines],
        },
      },
      {
        // Simulations of many runs from given seeds, judged by a share or a mean of them.
        extends: true,
        test: { ...withoutMachine, name: 'statistics', include: [statistics] },
      },
      {
        extends: true,
        test: {
          name: 'machine',
          include: [machine],
          setupFiles: ['vitest.setup.ts'],
          // After the others, and with processors left for the processes that these tests start.
          sequence: { groupOrder: 1 },
          maxWorkers: '50%',
          // The machine of CI is shared: what fails twice is no accident.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
      {
        extends: true,
        test: { name: 'faults', include: [faults], setupFiles: ['vitest.setup.ts'], sequence: { groupOrder: 2 } },
      },
      {
        extends: true,
        test: {
          name: 'engines',
          include: [engines],
          setupFiles: ['vitest.setup.ts'],
          sequence: { groupOrder: 3 },
          // One broker and one job at a time: they share the processors with what measures them.
          fileParallelism: false,
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      reporter: ['text', 'text-summary'],
      include: ['src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-program.ts', '**/fixtures/**'],
    },
  },
});
