import type { Unit } from '../results/unit.ts';

/** The percentiles that an objective can limit, each with the share of records above it. */
export const percentiles = { p50: 0.5, p90: 0.1, p99: 0.01, p999: 0.001 } as const;

/** A limit on a percentile of latency, which a configuration has to hold besides keeping up. */
export interface Objective {
  readonly percentile: keyof typeof percentiles;
  readonly limitMicros: number;
  /** As typed: `p99=50ms`. */
  readonly text: string;
}

/** A latency below this share of the limit counts as this share: lower ones are no better. */
const minShare = 0.01;

/**
 * Below 1 where the unit holds the objective, above 1 where it misses it; null where it has too few records for the
 * percentile. The logarithm of the score is 1 − limit/latency. The latency of a queue at utilisation ρ is proportional
 * to 1/(1 − ρ), so the logarithm is nearly linear in the rate. It stays below 1 however large the latency is, as with a
 * backlog that grows without end.
 */
export function objectiveScore(
  { percentile, limitMicros }: Objective,
  { latencyMicros }: Pick<Unit, 'latencyMicros'>,
): number | null {
  const micros = latencyMicros?.[percentile] ?? null;
  return micros === null ? null : Math.exp(1 - 1 / Math.max(minShare, micros / limitMicros));
}

/** As it is usually written, such as p99.9. */
export function percentileName({ percentile }: Pick<Objective, 'percentile'>): string {
  return percentile === 'p999' ? 'p99.9' : percentile;
}
