import type { Meter } from '../../measurement/meter/meter.ts';

export const figures = [
  'mean',
  'p50',
  'p90',
  'p99',
  'max',
  'uncorrected p99',
  'trigger wait',
  'queueing',
  'processing',
] as const;

/** A figure that is both measured and known from theory. The last three are means. */
export type Figure = (typeof figures)[number];

/** Nearest ranks, as fractions. */
const ranks: Partial<Record<Figure, number>> = { p50: 0.5, p90: 0.9, p99: 0.99, max: 1, 'uncorrected p99': 0.99 };

/** The rank of a quantile, from 0 to 1; undefined for means. */
export function rankOf(figure: Figure): number | undefined {
  return ranks[figure];
}

/** In microseconds. `rank` replaces the rank of a quantile. */
export function microsOf({ latency, split }: Meter, figure: Figure, rank = rankOf(figure)): number {
  const all = figure === 'uncorrected p99' ? latency.uncorrected : latency.all();
  if (rank !== undefined) return all.quantile(Math.round(rank * 1e6), 1e6)! / 1000;
  switch (figure) {
    case 'trigger wait':
      return split.sums.triggerWait / split.records / 1000;
    case 'queueing':
      return split.sums.queueing / split.records / 1000;
    case 'processing':
      return split.sums.processing / split.records / 1000;
    default:
      return all.mean! / 1000;
  }
}
