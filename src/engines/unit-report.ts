import type { Configuration } from '../results/configuration.ts';
import type { UnitRecovery } from '../results/findings/recover.ts';
import type { SizeCost } from '../measurement/meter/cost-by-size.ts';
import type { OutputFigures, Unit } from '../results/unit.ts';
import type { LateCause } from '../sources/late-cause.ts';
import type { BadRecordCounts } from '../sources/source.ts';

/** The records of a unit, and the answer of batch to them. */
export interface ReferenceReport {
  readonly answer: Answer;
  /** Records per second on average over the measured period; null where all arrive at once. */
  readonly offeredRate: number | null;
  /** Including the warm-up. */
  readonly recordCount: number;
  readonly records: Pick<Unit['records'], 'measured'>;
  readonly badRecords: BadRecordCounts;
  /** Null where no record is late. */
  readonly late: LateReport | null;
}

/** The late records of a unit, also those of its warm-up. They depend on the records alone, not on the executor. */
export interface LateReport {
  /** How many came too late for at least one window or operator. */
  readonly records: number;
  /** How many of them had no effect at all. */
  readonly dropped: number;
  /** Of those dropped, the measured ones. */
  readonly measuredDropped: number;
  /** What probably made them late; null where the event times do not show it. */
  readonly cause: LateCause | null;
}

/** An answer, identified by its digests. */
export type Answer = Pick<OutputFigures, 'rows' | 'digest' | 'unorderedDigest'>;

/**
 * The figures of one unit. A figure that an engine does not report is null, never 0. `local` is for engines in one of
 * our own processes, which see their invocations, clock and garbage collections.
 */
export interface UnitReport extends Omit<Unit, keyof Configuration | 'repetition' | 'failure' | 'output'> {
  readonly output: OutputFigures;
  /** Whether it was cut off before all rows had come, so that `output` is no answer; absent: no. */
  readonly isCut?: boolean;
  /** Including the warm-up. */
  readonly recordCount: number;
  readonly badRecords: BadRecordCounts;
  /** Null where the load has no burst to recover from. */
  readonly recovery: UnitRecovery | null;
  /** By rising size; null where the spec named no sizes, or the engine cannot be told them. */
  readonly costBySize: readonly SizeCost[] | null;
}

/**
 * Whether two answers are the same, by their ordered digests where both have one. The order of rows varies in engines
 * with parallel output, so there only the unordered digests can be compared.
 */
export function isSameAnswer(left: Answer, right: Answer): boolean {
  if (left.digest !== null && right.digest !== null) return left.digest === right.digest;
  return left.rows === right.rows && left.unorderedDigest === right.unorderedDigest;
}
