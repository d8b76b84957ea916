import type { EngineLimits } from '../engine.ts';

/** Of a job whose code is compiled while it runs, as Java does it. */
export const compilingLimits: EngineLimits = {
  maxRecords: 2 ** 22,
  firstRatePerSecond: 1000,
  glanceMs: 2000,
  shortestUnitMs: 5000,
  // In Flink the median latency at 5,000 records/s has settled by then, and most of its processor time.
  warmUpMs: (_, longestWaitMs) => Math.max(20_000, 3 * longestWaitMs),
};
