import type { Unit } from '../results/unit.ts';

/** The percentiles that an objective can be about, and the share of the records that each leaves above it. */
export const percentiles = { p50: 0.5, p90: 0.1, p99: 0.01, p999: 0.001 } as const;

/** What a configuration has to achieve beside keeping up: no more latency than this, at this percentile. */
export interface Objective {
  readonly percentile: keyof typeof percentiles;
  readonly limitMicros: number;
  /** As typed: `p99=50ms`. */
  readonly text: string;
}

/** A latency below this share of what is allowed is as good as any. */
const minShare = 0.01;

/**
 * Below 1 where the unit holds the objective, above 1 where it misses it; null where it has too few records for the
 * percentile. Its logarithm is 1 − limit/latency: the latency of a queue at utilisation ρ goes with 1/(1 − ρ), so this
 * is close to a line over the rate, and a backlog that grows without end, whose latency is any, counts as 1.
 */
export function objectiveScore(
  { percentile, limitMicros }: Objective,
  { latencyMicros }: Pick<Unit, 'latencyMicros'>,
): number | null {
  const micros = latencyMicros?.[percentile] ?? null;
  return micros === null ? null : Math.exp(1 - 1 / Math.max(minShare, micros / limitMicros));
}

/** As people write it: p99.9. */
export function percentileName({ percentile }: Pick<Objective, 'percentile'>): string {
  return percentile === 'p999' ? 'p99.9' : percentile;
}
