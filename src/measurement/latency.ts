import { fate } from '../columns/fate.ts';
import { Histogram } from './histogram.ts';
import type { Invocation } from './invocation.ts';

/**
 * Latency from a record's intended arrival to the commit that makes its effect visible, whatever the system did
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

  constructor(arrivalsNanos: Float64Array, fates: Uint8Array, measuredFrom: number) {
    this.#arrivalsNanos = arrivalsNanos;
    this.#fates = fates;
    this.#measuredFrom = measuredFrom;
  }

  observe({ from, to, startNanos, committedNanos, causes, rows }: Invocation): void {
    const first = Math.max(from, this.#measuredFrom);
    const effects = this.#observeRecords(first, to, committedNanos);
    this.uncorrected.recordMany(committedNanos - startNanos, effects);
    for (let row = 0; row < rows; row++) {
      if (causes[row] >= this.#measuredFrom) this.result.record(committedNanos - this.#arrivalsNanos[causes[row]]);
    }
  }

  /** Emitted and absorbed records together. */
  all(): Histogram {
    const all = new Histogram();
    all.merge(this.emitted);
    all.merge(this.absorbed);
    return all;
  }

  /** Returns how many of the records had an effect. */
  #observeRecords(first: number, to: number, committedNanos: number): number {
    let dropped = 0;
    for (let record = first; record < to; record++) {
      const became = this.#fates[record];
      if (became === fate.dropped) dropped++;
      else (became === fate.emitted ? this.emitted : this.absorbed).record(committedNanos - this.#arrivalsNanos[record]);
    }
    this.dropped += dropped;
    return Math.max(0, to - first) - dropped;
  }
}
