import type { Dictionary } from '../columns/dictionary.ts';
import type { Accumulator, MergingAccumulator } from './aggregates/aggregate.ts';
import { createAccumulator, type AggregateNode } from './aggregates/index.ts';

/** What open sessions know of their rows, and how it becomes the aggregates of those that close. */
export interface SessionValues<Values> {
  readonly accumulators: readonly Accumulator[];
  /** Those of a session without rows. */
  open(): Values;
  /** Those of a session that two become. */
  join(left: Values, right: Values): Values;
  /** The slot in which the aggregates of a closed session are, until it is released. */
  slotOf(values: Values): number;
  release(slot: number): void;
}

type Aggregates = Readonly<Record<string, AggregateNode>>;

/**
 * Aggregates in a slot for each open session; undefined where they depend on the order of the rows, which sessions that
 * are joined have lost by then.
 */
export function slotValues(aggregates: Aggregates, dictionary: Dictionary): SlotValues | undefined {
  const accumulators = accumulatorsOf(aggregates, dictionary);
  return accumulators.every(isMerging) ? new SlotValues(accumulators) : undefined;
}

function accumulatorsOf(aggregates: Aggregates, dictionary: Dictionary): Accumulator[] {
  return Object.values(aggregates).map((aggregate) => createAccumulator(aggregate, dictionary));
}

function isMerging(accumulator: Accumulator): accumulator is MergingAccumulator {
  return accumulator.merge !== undefined;
}

class SlotValues implements SessionValues<number> {
  readonly accumulators: readonly MergingAccumulator[];
  readonly #free: number[] = [];
  #slots = 0;
  #capacity = 16;

  constructor(accumulators: readonly MergingAccumulator[]) {
    this.accumulators = accumulators;
    for (const accumulator of accumulators) accumulator.grow(this.#capacity);
  }

  open(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#slots === this.#capacity) {
      this.#capacity *= 2;
      for (const accumulator of this.accumulators) accumulator.grow(this.#capacity);
    }
    return this.#slots++;
  }

  join(left: number, right: number): number {
    for (const accumulator of this.accumulators) accumulator.merge(left, right);
    this.release(right);
    return left;
  }

  slotOf(slot: number): number {
    return slot;
  }

  release(slot: number): void {
    for (const accumulator of this.accumulators) accumulator.reset(slot);
    this.#free.push(slot);
  }
}

/** Rows in order of arrival, one after the other: a row's place in that order, then its arguments. */
export type Run = (number | null)[];

/** The rows of each open session, in runs: one, and one more for each session that was joined with it. */
export class RowValues implements SessionValues<Run[]> {
  readonly accumulators: readonly Accumulator[];
  /** Number of rows so far, which are in the order of the calls. */
  arrivals = 0;
  readonly #takesArgument: readonly boolean[];
  /** Values per row. */
  readonly #stride: number;

  constructor(aggregates: Aggregates, dictionary: Dictionary) {
    this.accumulators = accumulatorsOf(aggregates, dictionary);
    for (const accumulator of this.accumulators) accumulator.grow(1);
    this.#takesArgument = Object.values(aggregates).map(({ argument }) => argument !== undefined);
    this.#stride = 1 + this.#takesArgument.filter(Boolean).length;
  }

  open(): Run[] {
    return [[]];
  }

  /** The runs of the one with fewer move, so a run moves at most log₂(runs) times. */
  join(left: Run[], right: Run[]): Run[] {
    const [more, fewer] = left.length >= right.length ? [left, right] : [right, left];
    for (const run of fewer) more.push(run);
    return more;
  }

  slotOf(runs: Run[]): number {
    const rows = runs.length === 1 ? runs[0] : inArrivalOrder(runs, this.#stride);
    for (let row = 0; row < rows.length; row += this.#stride) {
      let at = row;
      for (let index = 0; index < this.accumulators.length; index++) {
        const value = this.#takesArgument[index] ? rows[++at] : 0;
        if (value !== null) this.accumulators[index].add(0, value);
      }
    }
    return 0;
  }

  release(slot: number): void {
    for (const accumulator of this.accumulators) accumulator.reset(slot);
  }
}

function inArrivalOrder(runs: readonly Run[], stride: number): Run {
  const places = runs.flatMap((run) =>
    Array.from({ length: run.length / stride }, (_, row) => ({ run, at: row * stride })),
  );
  places.sort((left, right) => left.run[left.at]! - right.run[right.at]!);
  return places.flatMap(({ run, at }) => run.slice(at, at + stride));
}
