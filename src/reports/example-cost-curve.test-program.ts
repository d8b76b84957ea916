import type { CostCurve } from '../results/findings/cost-curve.ts';

const spread = (estimate: number) => ({ estimate, low: 0.9 * estimate, high: 1.1 * estimate });
const line = (factor: number) => ({
  processing: { fixedMicros: 3 * factor, perRecordMicros: 2 * factor },
  committing: { fixedMicros: 15 * factor, perRecordMicros: 0 },
});

/** A micro-batch of n records takes 18 µs + 2 µs · n, of which 15 µs are the commit. */
export const exampleCostCurve: CostCurve = {
  engine: 'local',
  mode: 'micro-batch',
  commit: 'invocation',
  points: [1, 2, 5, 10, 20, 50, 100, 1000, 10_000, 100_000].map((records) => ({
    records,
    invocations: 15,
    processingMicros: spread(3 + 2 * records),
    commitMicros: spread(15),
  })),
  lines: [line(0.9), line(1), line(1.2)],
  deviation: 0.04,
};
