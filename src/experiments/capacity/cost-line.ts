import type { Unit } from '../../results/unit.ts';
import { relativeLine, type RelativeLine } from '../../statistics/relative-line.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { invocationCostOf, totalMicros } from '../../results/invocation-cost.ts';

/** The fixed part is at most this share of the smallest cost, because records are not free. */
const maxFixedShare = 0.95;
/** With a smaller ratio of sizes, the cost per record and per invocation cannot be separated. */
const distinctFactor = 1.5;

/** The mean cost of an invocation in one unit. */
export interface UnitCost {
  readonly records: number;
  /** Of an invocation, commit included. */
  readonly micros: number;
  /** Cost of measuring, which delays records too, as a multiple of `micros`. */
  readonly harnessFactor: number;
}

/** Null where the unit had no invocation in its measured period, or its engine does not report their cost. */
export function costOf(unit: Pick<Unit, 'local'>): UnitCost | null {
  const cost = invocationCostOf(unit);
  const share = unit.local?.harnessShare ?? 0;
  return cost && { records: cost.records, micros: totalMicros(cost), harnessFactor: share / (1 - share) };
}

/** Of the units whose cost is known. */
export function costsOf(units: readonly Pick<Unit, 'local'>[]): UnitCost[] {
  return units.map(costOf).filter((cost) => cost !== null);
}

/** Whether the sizes of invocations differ enough to separate a from b. */
export function haveDistinctSizes(costs: readonly UnitCost[]): boolean {
  const sizes = costs.map(({ records }) => records);
  return Math.max(...sizes) > distinctFactor * Math.min(...sizes);
}

/** The largest invocations cost this many times as much as the smallest ones where the cost per record shows. */
const revealingFactor = 1.5;

/**
 * Whether the cost per record shows beside the fixed part. Where the largest invocations hardly cost more than the
 * smallest ones, noise hides it, however much they differ in size.
 */
export function revealCostPerRecord(costs: readonly UnitCost[]): boolean {
  const bySize = costs.toSorted((left, right) => left.records - right.records);
  return bySize.length > 1 && bySize.at(-1)!.micros >= revealingFactor * bySize[0].micros;
}

/**
 * The cost of an invocation of n records, a + b · n, through units of different sizes; both parts are 0 or more. Where
 * a and b cannot be separated, all of the cost is taken to be that of the records.
 */
export function costLine(units: readonly UnitCost[]): Line {
  const line = lineThrough(units);
  return line !== null && line.slope > 0 && line.intercept >= 0 ? line : lineWith(0, units);
}

function lineThrough(units: readonly UnitCost[]): RelativeLine | null {
  return relativeLine(units.map(({ records, micros }) => ({ x: records, y: micros })));
}

/** The line with this fixed part that fits the units best. */
function lineWith(intercept: number, units: readonly UnitCost[]): Line {
  const slopes = units.map(({ records, micros }) => Math.max(0, micros - intercept) / records);
  return { intercept, slope: slopes.reduce((sum, slope) => sum + slope, 0) / units.length };
}

/**
 * The best line, and those with the smallest and the largest plausible fixed part: `deviations` standard errors by
 * weighted least squares away, if the speed of units scatters by `scatter`.
 */
export function plausibleLines(
  units: readonly UnitCost[],
  scatter: number,
  deviations: number,
): readonly [Line, Line, Line] {
  const best = costLine(units);
  const line = lineThrough(units);
  // With a single size, all of the cost may be fixed or per record.
  const reach = line === null ? Infinity : deviations * scatter * line.interceptError;
  const smallest = Math.min(...units.map(({ micros }) => micros));
  const least = Math.max(0, best.intercept - reach);
  const most = Math.min(smallest * maxFixedShare, best.intercept + reach);
  return [best, lineWith(least, units), lineWith(Math.max(least, most), units)];
}

/**
 * The rate in records/s up to which a configuration keeps up, if its invocations deviate from the line as those of this
 * unit did; 0 or less if there is no such rate. The rule is that of the verdict (keeps-up.ts): the backlog must not
 * grow, and micro-batches must take no longer than their interval T:
 * - one by one: 1/(cost of an invocation, its measuring included);
 * - at once, T = 0: 1/b, since batches grow until a no longer matters;
 * - else the lesser of 1/b and (1 − a/T)/b: with triggers that catch up, the backlog alone would allow 1/b.
 */
export function capacityByCost(cost: UnitCost, line: Line, intervalMs: number | null): number {
  const { records, micros, harnessFactor } = cost;
  if (intervalMs === null) return (records * 1e6) / (micros * (1 + harnessFactor));
  const speed = (line.intercept + line.slope * records) / micros;
  const growing = (1e6 * speed) / (line.slope + (harnessFactor * micros * speed) / records);
  if (intervalMs === 0) return growing;
  const intervalMicros = intervalMs * 1000;
  return Math.min(growing, ((speed - line.intercept / intervalMicros) * 1e6) / line.slope);
}
