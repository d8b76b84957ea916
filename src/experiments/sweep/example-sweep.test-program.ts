import type { ServerCost } from '../affine-server.test-program.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { continuous, microBatch } from './example-cell.test-program.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** The default sweep but for continuous in epochs, which a virtual server does not have. */
export const exampleSweep: SweepSettings = {
  ...exampleSettings,
  command: 'stream-bench sweep fraud',
  configurations: [continuous, microBatch(0), microBatch(10), microBatch(100)],
  ratePerSecond: null,
  rates: null,
  durationMs: 1200,
  warmUpMs: 500,
  isDurationGiven: false,
  repetitions: 3,
  objective: null,
  askedRate: null,
  wait: 'spin',
  payload: 'columns',
};

/** K9 of the known answers: a = 1 ms, of which 100 µs are processing, and b = 10 µs. */
export const k9: ServerCost = {
  processing: { fixedMicros: 100, perRecordMicros: 8 },
  commit: { fixedMicros: 900, perRecordMicros: 2 },
};
