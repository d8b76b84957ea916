import { fate } from '../../columns/fate.ts';
import type { Invocation } from './invocation.ts';

/** Receives the measured records one by one, in order of arrival. */
export interface RecordObserver {
  /** A record with an effect: it led to output rows (emitted), or to a change of state alone (absorbed). */
  observeEffect(arrivalNanos: number, latencyNanos: number, invocation: Readonly<Invocation>, isEmitted: boolean): void;
  /** A record without an effect. It has no latency. */
  observeDropped(arrivalNanos: number): void;
  /** An output row, with the latency of the record that caused it. */
  observeRow(latencyNanos: number): void;
}

/**
 * The records after the warm-up, and the definition of their latency: the time from a record's intended arrival to the
 * moment when its effect is visible, whatever the system did in between. Time in a backlog counts (no coordinated
 * omission; G. Tene, "How NOT to Measure Latency"). A dropped record has no effect and no latency. The warm-up is cut
 * by arrival: a cut by commit would move a backlog out of the figures.
 */
export class MeasuredRecords {
  readonly #arrivalsNanos: Float64Array;
  readonly #fates: Uint8Array;
  readonly #measuredFrom: number;

  /**
   * @param arrivalsNanos intended arrivals, ascending
   * @param fates of each record, complete up to the invocation visited
   * @param measuredFrom index of the first record after the warm-up
   */
  constructor(arrivalsNanos: Float64Array, fates: Uint8Array, measuredFrom: number) {
    this.#arrivalsNanos = arrivalsNanos;
    this.#fates = fates;
    this.#measuredFrom = measuredFrom;
  }

  /**
   * Passes the invocation's measured records to the observer, then the rows that measured records caused.
   *
   * @returns how many of the records had an effect
   */
  visit(invocation: Readonly<Invocation>, observer: RecordObserver): number {
    const { to, visibleNanos } = invocation;
    let effects = 0;
    for (let record = Math.max(invocation.from, this.#measuredFrom); record < to; record++) {
      const arrival = this.#arrivalsNanos[record];
      const recordFate = this.#fates[record];
      if (recordFate === fate.dropped) {
        observer.observeDropped(arrival);
        continue;
      }
      effects++;
      observer.observeEffect(arrival, visibleNanos - arrival, invocation, recordFate === fate.emitted);
    }
    this.#visitRows(invocation, observer);
    return effects;
  }

  #visitRows({ visibleNanos, causes, rows }: Readonly<Invocation>, observer: RecordObserver): void {
    for (let row = 0; row < rows; row++) {
      const cause = causes[row];
      if (cause >= this.#measuredFrom) observer.observeRow(visibleNanos - this.#arrivalsNanos[cause]);
    }
  }
}
