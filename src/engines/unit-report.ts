import type { Configuration } from '../results/configuration.ts';
import type { UnitRecovery } from '../results/findings/recover.ts';
import type { OutputFigures, Unit } from '../results/unit.ts';
import type { BadRecordCounts } from '../sources/source.ts';

/** The records of a unit, and what batch answers to them. */
export interface ReferenceReport {
  readonly answer: Answer;
  /** Records per second on average over the measured period; null where all arrive at once. */
  readonly offeredRate: number | null;
  /** With those of the warm-up. */
  readonly recordCount: number;
  readonly records: Pick<Unit['records'], 'measured'>;
  readonly badRecords: BadRecordCounts;
}

/** An answer, told by its digests. */
export type Answer = Pick<OutputFigures, 'rows' | 'digest' | 'unorderedDigest'>;

/**
 * What one unit found. What an engine cannot tell is null, never 0. `local` is for engines in a process of ours, which
 * see their own invocations, clock and garbage collections.
 */
export interface UnitReport extends Omit<Unit, keyof Configuration | 'repetition' | 'failure' | 'output'> {
  readonly output: OutputFigures;
  /** With those of the warm-up. */
  readonly recordCount: number;
  readonly badRecords: BadRecordCounts;
  /** Null where the load has no burst to recover from. */
  readonly recovery: UnitRecovery | null;
}

/**
 * Whether two answers are the same: by their ordered digests where both have one. Engines with parallel output put out
 * rows in another order each time, so that only the unordered digest can be compared.
 */
export function isSameAnswer(left: Answer, right: Answer): boolean {
  if (left.digest !== null && right.digest !== null) return left.digest === right.digest;
  return left.rows === right.rows && left.unorderedDigest === right.unorderedDigest;
}
