import { weightedLine, type Line } from '../statistics/weighted-line.ts';
import type { Run } from '../results/result.ts';

/** What the invocations of one unit cost, on average. */
export interface UnitCost {
  readonly records: number;
  /** Of an invocation, commit included. */
  readonly micros: number;
  /** Of measuring itself, which the records have to wait for as well, as a multiple of `micros`. */
  readonly harnessFactor: number;
}

/** Null where the unit had no invocation in its measured period. */
export function costOf({ invocations, harnessShare }: Run): UnitCost | null {
  const { meanRecords, meanProcessingMicros, meanCommitMicros } = invocations;
  if (meanRecords === null || meanProcessingMicros === null || meanCommitMicros === null) return null;
  const share = harnessShare ?? 0;
  return { records: meanRecords, micros: meanProcessingMicros + meanCommitMicros, harnessFactor: share / (1 - share) };
}

/**
 * The cost of an invocation of n records, a + b · n, through all units of a configuration; both parts are no less
 * than 0. Where all invocations were of one size, all of it counts as cost of the records.
 */
export function costLine(units: readonly UnitCost[]): Line {
  const line = weightedLine(units.map(({ records, micros }) => ({ x: records, y: micros, weight: 1 / micros ** 2 })));
  if (line !== null && line.slope > 0 && line.intercept >= 0) return line;
  const perRecord = units.reduce((sum, { records, micros }) => sum + micros / records, 0) / units.length;
  return { intercept: 0, slope: perRecord };
}

/**
 * The rate in records/s up to which a configuration keeps up, if invocations cost as much more or less than the line
 * says as those of this unit did; 0 or less: none. By the rule for the verdict (sustainability.ts), the backlog must not
 * grow, and micro-batches must take no longer than their interval T:
 * - one by one: 1/(cost of an invocation, its measuring included);
 * - at once, T = 0: 1/b, since batches grow until a no longer counts;
 * - else the lesser of 1/b and (1 − a/T)/b: with triggers that catch up the backlog alone would allow 1/b.
 */
export function ownCapacity({ records, micros, harnessFactor }: UnitCost, line: Line, intervalMs: number | null): number {
  if (intervalMs === null) return (records * 1e6) / (micros * (1 + harnessFactor));
  const speed = (line.intercept + line.slope * records) / micros;
  const growing = (1e6 * speed) / (line.slope + (harnessFactor * micros * speed) / records);
  if (intervalMs === 0) return growing;
  const intervalMicros = intervalMs * 1000;
  return Math.min(growing, ((speed - line.intercept / intervalMicros) * 1e6) / line.slope);
}
