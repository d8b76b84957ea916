import { jackknife, type JackknifeEstimate } from '../../statistics/jackknife.ts';
import { relativeLine } from '../../statistics/relative-line.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { totalMicros, type InvocationCost } from '../../results/invocation-cost.ts';

/** An invocation of n records takes fixedMicros + perRecordMicros · n. */
export interface LinearCost {
  readonly fixedMicros: JackknifeEstimate;
  readonly perRecordMicros: JackknifeEstimate;
}

export interface BatchCost {
  readonly processing: LinearCost;
  readonly commit: LinearCost;
  readonly units: number;
}

/** The cost of an invocation predicted by the fit, and the range in which one more unit should lie. */
export interface ExpectedCost {
  readonly micros: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/**
 * The cost of a micro-batch, a + b · n, over units with different numbers of records: processing and commit separately.
 * Relative errors are minimized, because the scatter of units is proportional to their cost. Null where there is no
 * line: too few units, or all of one size.
 */
export function fitBatchCost(units: readonly InvocationCost[]): BatchCost | null {
  const processing = fitPart(units, ({ processingMicros }) => processingMicros);
  const commit = fitPart(units, ({ commitMicros }) => commitMicros);
  return processing === null || commit === null ? null : { processing, commit, units: units.length };
}

function fitPart(units: readonly InvocationCost[], part: (unit: InvocationCost) => number): LinearCost | null {
  const fixedMicros = jackknife(units, (some) => lineOf(some, part)?.intercept ?? null);
  const perRecordMicros = jackknife(units, (some) => lineOf(some, part)?.slope ?? null);
  return fixedMicros === null || perRecordMicros === null ? null : { fixedMicros, perRecordMicros };
}

function lineOf(units: readonly InvocationCost[], part: (unit: InvocationCost) => number): Line | null {
  return relativeLine(units.map((unit) => ({ x: unit.records, y: part(unit) })));
}

/**
 * The cost of an invocation of `records` records, processing and commit together, by the line through all units. One
 * more unit lies in the interval with probability `level`: it combines the uncertainty of the line, by the jackknife,
 * with the scatter of units around it.
 *
 * Source: Draper and Smith, Applied Regression Analysis (3rd ed. 1998), section 3.1, on predicting a new observation.
 */
export function expectedCost(units: readonly InvocationCost[], records: number): ExpectedCost | null {
  const line = lineOf(units, totalMicros);
  const at = jackknife(units, (some) => valueAt(lineOf(some, totalMicros), records));
  if (line === null || at === null || units.length < 3) return null;
  const squares = units.reduce((sum, unit) => sum + (totalMicros(unit) / valueAt(line, unit.records)! - 1) ** 2, 0);
  const scatter = Math.sqrt(squares / (units.length - 2)) * at.estimate;
  // The jackknife's interval has the wanted level, so its number of standard errors applies here too.
  const reach = at.standardError === 0 ? 2 : (at.high - at.estimate) / at.standardError;
  const half = reach * Math.hypot(at.standardError, scatter);
  return { micros: at.estimate, low: at.estimate - half, high: at.estimate + half, level: at.level };
}

function valueAt(line: Line | null, records: number): number | null {
  return line === null ? null : line.intercept + line.slope * records;
}
