import { local } from '../engines/example-spec.test-program.ts';
import type { ExperimentSettings } from './settings.ts';

/** Two configurations of fraud at 10,000 records/s, two units of each. */
export const exampleSettings: ExperimentSettings = {
  command: 'stream-bench run fraud',
  workload: 'fraud',
  replay: null,
  loop: false,
  configurations: [local(), local({ executor: 'micro-batch', intervalMs: 10 })],
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
  payload: 'columns',
  records: { keys: 50 },
  seed: 7,
};
