import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';

/**
 * The time of processing and of the commit, or of the handover to the thread that commits, as opposed to waiting. It
 * covers the invocations that start with a measured record.
 */
export class BusyTime {
  nanos = 0;
  /** The part before the commits. */
  processingNanos = 0;
  records = 0;
  /** Busy time with the warm-up. */
  allNanos = 0;
  invocations = 0;
  /** The longest invocation, with its commit or handover. */
  maxInvocationNanos = 0;
  #lastInvocationNanos = 0;
  /** Busy time per record of each invocation, in the first quarter of the measured records and in the rest. */
  readonly #firstQuarter = new Histogram();
  readonly #rest = new Histogram();
  readonly #measuredFrom: number;
  readonly #quarterEnd: number;

  constructor(recordCount: number, measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
    this.#quarterEnd = measuredFrom + (recordCount - measuredFrom) / 4;
  }

  observe({ from, to, startNanos, processedNanos, freeNanos }: Readonly<Invocation>): void {
    const busy = freeNanos - startNanos;
    this.allNanos += busy;
    if (from < this.#measuredFrom) return;
    this.nanos += busy;
    this.processingNanos += processedNanos - startNanos;
    this.records += to - from;
    this.invocations++;
    this.#lastInvocationNanos = busy;
    this.maxInvocationNanos = Math.max(this.maxInvocationNanos, busy);
    (from < this.#quarterEnd ? this.#firstQuarter : this.#rest).record(Math.round(busy / (to - from)));
  }

  /** The mean over invocations, without the last one: the end of the records cuts its micro-batch short. */
  meanInvocationNanos(): number {
    return this.invocations > 1
      ? (this.nanos - this.#lastInvocationNanos) / (this.invocations - 1)
      : this.nanos / this.invocations;
  }

  /**
   * Median busy time per record in the first quarter, as a multiple of that in the rest. Well above 1, code was still
   * being compiled or state still growing. Medians, because a single stall does not move them. Null if either part has
   * fewer than `minInvocations`.
   */
  settling(minInvocations: number): number | null {
    if (this.#firstQuarter.count < minInvocations || this.#rest.count < minInvocations) return null;
    return this.#firstQuarter.quantile(1, 2)! / this.#rest.quantile(1, 2)!;
  }
}
