import type { Run } from '../results/result.ts';

/** The percentiles that an objective can be about, and the share of the records that each leaves above it. */
export const percentiles = { p50: 0.5, p90: 0.1, p99: 0.01, p999: 0.001 } as const;

/** What a configuration has to achieve beside keeping up: no more latency than this, at this percentile. */
export interface Objective {
  readonly percentile: keyof typeof percentiles;
  readonly limitMicros: number;
  /** As typed: `p99=50ms`. */
  readonly text: string;
}

/** The latency as a multiple of what is allowed; null where the run has too few records for the percentile. */
export function objectiveScore({ percentile, limitMicros }: Objective, { latencyMicros }: Pick<Run, 'latencyMicros'>): number | null {
  const micros = latencyMicros?.[percentile] ?? null;
  return micros === null ? null : micros / limitMicros;
}
