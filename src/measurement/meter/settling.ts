import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';

/** Whether code was still being compiled, or state still growing, when the measured period began. */
export class Settling {
  /** Busy time per record of each invocation, in the first quarter of the measured records and in the rest. */
  readonly #firstQuarter = new Histogram();
  readonly #rest = new Histogram();
  readonly #measuredFrom: number;
  readonly #quarterEnd: number;

  constructor(recordCount: number, measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
    this.#quarterEnd = measuredFrom + (recordCount - measuredFrom) / 4;
  }

  observe({ from, to, startNanos, freeNanos }: Readonly<Invocation>): void {
    if (from < this.#measuredFrom) return;
    const part = from < this.#quarterEnd ? this.#firstQuarter : this.#rest;
    part.record(Math.round((freeNanos - startNanos) / (to - from)));
  }

  /**
   * Median busy time per record in the first quarter, as a multiple of that in the rest. Medians, because a single
   * stall does not move them. Null if either part has fewer than `minInvocations`.
   */
  ratio(minInvocations: number): number | null {
    if (this.#firstQuarter.count < minInvocations || this.#rest.count < minInvocations) return null;
    return this.#firstQuarter.quantile(1, 2)! / this.#rest.quantile(1, 2)!;
  }
}
