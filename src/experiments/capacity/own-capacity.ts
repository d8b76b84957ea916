import type { Run } from '../../results/result.ts';
import { relativeLine, type RelativeLine } from '../../statistics/relative-line.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { invocationCostOf, totalMicros } from '../invocation-cost.ts';

/** Records are not free. */
const maxFixedShare = 0.95;

/** What the invocations of one unit cost, on average. */
export interface UnitCost {
  readonly records: number;
  /** Of an invocation, commit included. */
  readonly micros: number;
  /** Of measuring itself, which the records have to wait for as well, as a multiple of `micros`. */
  readonly harnessFactor: number;
}

/** Null where the unit had no invocation in its measured period. */
export function costOf(run: Run): UnitCost | null {
  const cost = invocationCostOf(run);
  const share = run.harnessShare ?? 0;
  return cost && { records: cost.records, micros: totalMicros(cost), harnessFactor: share / (1 - share) };
}

/** Sizes of invocations that differ by less do not tell what a record costs from what an invocation costs. */
const tellingFactor = 1.5;

export function tellApart(costs: readonly UnitCost[]): boolean {
  const sizes = costs.map(({ records }) => records);
  return Math.max(...sizes) > tellingFactor * Math.min(...sizes);
}

/**
 * The cost of an invocation of n records, a + b · n, through units of different sizes; both parts are no less than 0.
 * Where they do not tell a from b, all of it counts as cost of the records.
 */
export function costLine(units: readonly UnitCost[]): Line {
  const line = lineThrough(units);
  return line !== null && line.slope > 0 && line.intercept >= 0 ? line : lineWith(0, units);
}

function lineThrough(units: readonly UnitCost[]): RelativeLine | null {
  return relativeLine(units.map(({ records, micros }) => ({ x: records, y: micros })));
}

/** The line with this part for an invocation that goes best through the units. */
function lineWith(intercept: number, units: readonly UnitCost[]): Line {
  const slopes = units.map(({ records, micros }) => Math.max(0, micros - intercept) / records);
  return { intercept, slope: slopes.reduce((sum, slope) => sum + slope, 0) / units.length };
}

/**
 * The line, and those with the least and the largest cost of an invocation that are believed as well, if the speed of
 * units scatters by `scatter`: its standard error by weighted least squares, `deviations` times.
 */
export function costLines(
  units: readonly UnitCost[],
  scatter: number,
  deviations: number,
): readonly [Line, Line, Line] {
  const best = costLine(units);
  const line = lineThrough(units);
  // Of one size alone: all of the cost may be either.
  const reach = line === null ? Infinity : deviations * scatter * line.interceptError;
  const smallest = Math.min(...units.map(({ micros }) => micros));
  const [least, most] = [
    Math.max(0, best.intercept - reach),
    Math.min(smallest * maxFixedShare, best.intercept + reach),
  ];
  return [best, lineWith(least, units), lineWith(Math.max(least, most), units)];
}

/**
 * The rate in records/s up to which a configuration keeps up, if invocations cost as much more or less than the line
 * says as those of this unit did; 0 or less: none. By the rule for the verdict (keeps-up.ts), the backlog must not
 * grow, and micro-batches must take no longer than their interval T:
 * - one by one: 1/(cost of an invocation, its measuring included);
 * - at once, T = 0: 1/b, since batches grow until a no longer counts;
 * - else the lesser of 1/b and (1 − a/T)/b: with triggers that catch up the backlog alone would allow 1/b.
 */
export function ownCapacity(
  { records, micros, harnessFactor }: UnitCost,
  line: Line,
  intervalMs: number | null,
): number {
  if (intervalMs === null) return (records * 1e6) / (micros * (1 + harnessFactor));
  const speed = (line.intercept + line.slope * records) / micros;
  const growing = (1e6 * speed) / (line.slope + (harnessFactor * micros * speed) / records);
  if (intervalMs === 0) return growing;
  const intervalMicros = intervalMs * 1000;
  return Math.min(growing, ((speed - line.intercept / intervalMicros) * 1e6) / line.slope);
}
