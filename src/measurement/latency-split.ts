import { fate } from '../columns/fate.ts';
import type { Invocation } from './invocation.ts';

/** Nanoseconds of each part, summed over records. Means add up, percentiles would not. */
export interface SplitSums {
  triggerWait: number;
  queueing: number;
  processing: number;
  commit: number;
}

/**
 * Where the latency of the records that had an effect went. The cut is at the actual start of the invocation:
 * trigger wait until the record was due or, if sooner, processed; queueing from due to start. For each record
 * the four parts are ≥ 0 and add up to its latency exactly.
 */
export class LatencySplit {
  readonly sums: SplitSums = { triggerWait: 0, queueing: 0, processing: 0, commit: 0 };
  records = 0;
  readonly #arrivalsNanos: Float64Array;
  readonly #fates: Uint8Array;
  readonly #measuredFrom: number;
  readonly #dueNanos: (arrivalNanos: number) => number;

  /** `dueNanos`: when a record that arrives then is due: at its trigger, or at once. */
  constructor(arrivalsNanos: Float64Array, fates: Uint8Array, measuredFrom: number, dueNanos: (arrivalNanos: number) => number) {
    this.#arrivalsNanos = arrivalsNanos;
    this.#fates = fates;
    this.#measuredFrom = measuredFrom;
    this.#dueNanos = dueNanos;
  }

  observe({ from, to, startNanos, processedNanos, committedNanos }: Invocation): void {
    const { sums } = this;
    let effects = 0;
    let due = -1;
    for (let record = Math.max(from, this.#measuredFrom); record < to; record++) {
      if (this.#fates[record] === fate.dropped) continue;
      const arrival = this.#arrivalsNanos[record];
      // Arrivals ascend, so all up to a trigger share it: one look-up for each trigger, not for each record.
      if (arrival > due) due = this.#dueNanos(arrival);
      const ready = Math.min(startNanos, due);
      sums.triggerWait += ready - arrival;
      sums.queueing += startNanos - ready;
      effects++;
    }
    sums.processing += effects * (processedNanos - startNanos);
    sums.commit += effects * (committedNanos - processedNanos);
    this.records += effects;
  }
}
