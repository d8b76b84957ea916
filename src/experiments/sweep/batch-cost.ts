import { jackknife, type JackknifeEstimate } from '../../statistics/jackknife.ts';
import { relativeLine } from '../../statistics/relative-line.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { totalMicros, type InvocationCost } from '../invocation-cost.ts';

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

/** What the fit expects of an invocation, and the range in which one more unit should lie. */
export interface ExpectedCost {
  readonly micros: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/**
 * The cost of a micro-batch, a + b · n, over units with different numbers of records: its processing and its commit
 * apart. Squares of relative errors are least, because the scatter of a unit grows with what it measures. Null where
 * the units tell no line: too few, or all with as many records.
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
 * What an invocation of so many records takes, processing and commit together, by the line through all units.
 * One more unit lies in the interval with the probability `level`: the uncertainty of the line, by the jackknife, and
 * the scatter of units around it, taken together.
 *
 * Source: Draper and Smith, Applied Regression Analysis (3rd ed. 1998), section 3.1, on predicting a new observation.
 */
export function expectedCost(units: readonly InvocationCost[], records: number): ExpectedCost | null {
  const line = lineOf(units, totalMicros);
  const at = jackknife(units, (some) => valueAt(lineOf(some, totalMicros), records));
  if (line === null || at === null || units.length < 3) return null;
  const squares = units.reduce((sum, unit) => sum + (totalMicros(unit) / valueAt(line, unit.records)! - 1) ** 2, 0);
  const scatter = Math.sqrt(squares / (units.length - 2)) * at.estimate;
  // The half of a jackknife's interval is as many standard errors as that of the new unit has to be.
  const reach = at.standardError === 0 ? 2 : (at.high - at.estimate) / at.standardError;
  const half = reach * Math.hypot(at.standardError, scatter);
  return { micros: at.estimate, low: at.estimate - half, high: at.estimate + half, level: at.level };
}

function valueAt(line: Line | null, records: number): number | null {
  return line === null ? null : line.intercept + line.slope * records;
}
