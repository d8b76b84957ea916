import type { RunSettings } from './settings.ts';

/** Two configurations of fraud at 10,000 records/s, two units of each. */
export const exampleSettings: RunSettings = {
  command: 'stream-bench run fraud',
  workload: 'fraud',
  replay: null,
  configurations: [
    { executor: 'continuous', intervalMs: null, commit: 'invocation' },
    { executor: 'micro-batch', intervalMs: 10, commit: 'invocation' },
  ],
  load: 'constant',
  loadParameters: {},
  ratePerSecond: 10_000,
  speed: null,
  durationMs: 1250,
  warmUpMs: 500,
  repetitions: 2,
  sink: 'sqlite',
  sync: 'full',
  wait: 'park',
  records: { keys: 50 },
  seed: 7,
};
