import { fate } from '../../columns/fate.ts';
import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';

/**
 * Latency from a record's intended arrival to when its effect is visible, whatever the system did
 * in between: waiting in a backlog counts (no coordinated omission; G. Tene, How NOT to Measure Latency).
 * Records are cut by arrival, never by commit, which would move a backlog out of the figures.
 */
export class Latency {
  readonly emitted = new Histogram();
  readonly absorbed = new Histogram();
  /** From the start of the record's own invocation: what a harness reports that lets the system set the pace. */
  readonly uncorrected = new Histogram();
  /** Of each row: from the arrival of the record that caused it. */
  readonly result = new Histogram();
  dropped = 0;
  readonly #arrivalsNanos: Float64Array;
  readonly #fates: Uint8Array;
  readonly #measuredFrom: number;
  readonly #committed: Histogram | null;

  /** `isVisibleFirst`: effects can be seen before they are committed, so that the two are told apart. */
  constructor(arrivalsNanos: Float64Array, fates: Uint8Array, measuredFrom: number, isVisibleFirst = false) {
    this.#committed = isVisibleFirst ? new Histogram() : null;
    this.#arrivalsNanos = arrivalsNanos;
    this.#fates = fates;
    this.#measuredFrom = measuredFrom;
  }

  observe({ from, to, startNanos, visibleNanos, committedNanos, causes, rows }: Readonly<Invocation>): void {
    const first = Math.max(from, this.#measuredFrom);
    const effects = this.#observeRecords(first, to, visibleNanos);
    if (this.#committed !== null) this.#observeCommit(this.#committed, first, to, committedNanos);
    this.uncorrected.recordMany(visibleNanos - startNanos, effects);
    for (let row = 0; row < rows; row++) {
      if (causes[row] >= this.#measuredFrom) this.result.record(visibleNanos - this.#arrivalsNanos[causes[row]]);
    }
  }

  /** Emitted and absorbed records together. */
  all(): Histogram {
    const all = new Histogram();
    all.merge(this.emitted);
    all.merge(this.absorbed);
    return all;
  }

  /** Of emitted and absorbed records until their commit, which may come after they are visible. */
  untilCommit(): Histogram {
    return this.#committed ?? this.all();
  }

  #observeCommit(committed: Histogram, first: number, to: number, committedNanos: number): void {
    for (let record = first; record < to; record++) {
      if (this.#fates[record] !== fate.dropped) committed.record(committedNanos - this.#arrivalsNanos[record]);
    }
  }

  /** Returns how many of the records had an effect. */
  #observeRecords(first: number, to: number, visibleNanos: number): number {
    let dropped = 0;
    for (let record = first; record < to; record++) {
      const became = this.#fates[record];
      if (became === fate.dropped) dropped++;
      else (became === fate.emitted ? this.emitted : this.absorbed).record(visibleNanos - this.#arrivalsNanos[record]);
    }
    this.dropped += dropped;
    return Math.max(0, to - first) - dropped;
  }
}
