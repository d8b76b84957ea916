import type { Exclusion, FigureName } from '../results/exclusion.ts';
import { percent } from '../results/quantity.ts';

/** By how much what is no part of a configuration may have moved the figures of a unit, as a share of each. */
export type FigureBounds = Partial<Record<FigureName, number>>;

/**
 * A figure counts while the machine moved it by less than units of a quiet machine differ from each other: by a tenth
 * for those in the middle of many records, by a quarter for those of the slowest.
 */
export const tolerances: Readonly<Record<FigureName, number>> = {
  p50: 0.1,
  p90: 0.1,
  p99: 0.25,
  p999: 0.25,
  distribution: 0.1,
  throughput: 0.1,
  keepsUp: 0,
  busy: 0.1,
  processorTime: 0.1,
  recovery: 0.1,
};

/** One exclusion for the figures beyond their tolerance that have the same cause and the same tolerance. */
export function exclusionsBeyond(bounds: FigureBounds, causeOf: (figure: FigureName) => string): Exclusion[] {
  const moved = Object.entries(bounds).filter(([figure, off]) => off > tolerances[figure as FigureName]);
  const figures = moved.map(([figure]) => figure as FigureName);
  const groups = Map.groupBy(figures, (figure) => `${causeOf(figure)}\n${tolerances[figure]}`);
  return [...groups.values()].map((own) => {
    const [first] = own;
    const off = Math.max(...own.map((figure) => bounds[figure]!));
    return { reason: `${offText(off, tolerances[first])}: ${causeOf(first)}`, figures: own };
  });
}

function offText(off: number, tolerance: number): string {
  if (tolerance === 0) return 'another verdict is possible';
  const most = off === Infinity ? 'any amount' : percent(off);
  return `may be off by up to ${most} (limit ${percent(tolerance)})`;
}
