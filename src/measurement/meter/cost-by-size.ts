import type { Invocation } from './invocation.ts';
import type { UnitObserver } from './deferred-commits.ts';

/** The mean cost of the invocations of one size. */
export interface SizeCost {
  /** Of each of them. */
  readonly records: number;
  readonly invocations: number;
  readonly processingMicros: number;
  /** Of the commit, or of the handover to the thread that commits. */
  readonly commitMicros: number;
}

interface Sums {
  invocations: number;
  processingNanos: number;
  commitNanos: number;
}

/** The cost of the measured invocations by their number of records, without the time that the system gave to others. */
export class CostBySize implements UnitObserver {
  readonly #sums = new Map<number, Sums>();
  readonly #measuredFrom: number;

  /** @param measuredFrom index of the first record after the warm-up */
  constructor(measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
  }

  observe({ from, to, startNanos, processedNanos, freeNanos, takenNanos }: Readonly<Invocation>): void {
    if (from < this.#measuredFrom) return;
    const records = to - from;
    const sums = this.#sums.get(records) ?? { invocations: 0, processingNanos: 0, commitNanos: 0 };
    sums.invocations++;
    // Nobody knows in which part time was taken.
    const share = takenNanos === 0 ? 1 : Math.max(0, 1 - takenNanos / (freeNanos - startNanos));
    sums.processingNanos += (processedNanos - startNanos) * share;
    sums.commitNanos += (freeNanos - processedNanos) * share;
    this.#sums.set(records, sums);
  }

  observeCommit(): void {}

  /** Ascending by size. */
  costs(): SizeCost[] {
    const bySize = [...this.#sums].sort(([left], [right]) => left - right);
    return bySize.map(([records, { invocations, processingNanos, commitNanos }]) => ({
      records,
      invocations,
      processingMicros: processingNanos / invocations / 1000,
      commitMicros: commitNanos / invocations / 1000,
    }));
  }
}
