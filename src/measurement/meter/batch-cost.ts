import { WeightedLine } from '../../statistics/weighted-line.ts';
import type { Invocation } from './invocation.ts';

/** What an invocation of n records costs, commit included: `fixedNanos` + n · `perRecordNanos`. */
export interface AffineCost {
  readonly fixedNanos: number;
  readonly perRecordNanos: number;
}

/** The cost of the measured invocations as a line over their sizes, by least squares. */
export class BatchCost {
  readonly #line = new WeightedLine();
  readonly #measuredFrom: number;

  constructor(measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
  }

  observe({ from, to, startNanos, freeNanos }: Readonly<Invocation>): void {
    if (from >= this.#measuredFrom) this.#line.add(to - from, freeNanos - startNanos);
  }

  /** Both parts ≥ 0; null where all invocations had one size, which tells the parts not apart. */
  fit(): AffineCost | null {
    const line = this.#line.fit();
    if (line === null) return null;
    const { xMean, yMean } = this.#line;
    const perRecordNanos = Math.min(yMean / xMean, Math.max(0, line.slope));
    return { fixedNanos: yMean - perRecordNanos * xMean, perRecordNanos };
  }
}

/** A size settles by a factor e in a/(1 − bλ)²: after five of these within 1 %. */
const settlingTimes = 5;

/**
 * How long micro-batches that follow one another take to find their size. Each leaves bλ of what the one before was
 * beyond it. 0 where nothing settles: all have one size, or the rate is beyond 1/b and they grow without end.
 */
export function settlingNanos(cost: AffineCost | null, ratePerSecond: number): number {
  if (cost === null) return 0;
  const idleShare = 1 - (cost.perRecordNanos * ratePerSecond) / 1e9;
  return idleShare <= 0 ? 0 : (settlingTimes * cost.fixedNanos) / idleShare ** 2;
}
