import { WeightedLine } from '../../statistics/weighted-line.ts';
import type { Invocation } from './invocation.ts';

/** The cost of an invocation of n records with its commit: `fixedNanos` + n · `perRecordNanos`. */
export interface AffineCost {
  readonly fixedNanos: number;
  readonly perRecordNanos: number;
}

/** Fits the cost of the measured invocations, without what the system took, as a line over sizes, by least squares. */
export class BatchCost {
  readonly #line = new WeightedLine();
  readonly #measuredFrom: number;

  constructor(measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
  }

  observe({ from, to, startNanos, freeNanos, takenNanos }: Readonly<Invocation>): void {
    if (from >= this.#measuredFrom) this.#line.add(to - from, Math.max(0, freeNanos - startNanos - takenNanos));
  }

  /** Both parts are ≥ 0. Null if all invocations had the same size, which does not determine the two parts. */
  fit(): AffineCost | null {
    const line = this.#line.fit();
    if (line === null) return null;
    const { xMean, yMean } = this.#line;
    const perRecordNanos = Math.min(yMean / xMean, Math.max(0, line.slope));
    return { fixedNanos: yMean - perRecordNanos * xMean, perRecordNanos };
  }
}

/** The deviation from the final size falls by a factor e in a/(1 − bλ)²: to below 1 % after five of these times. */
const settlingTimes = 5;

/**
 * How long micro-batches that follow each other without a break take to reach their final size, with a and b the two
 * parts of the cost and λ the rate: each micro-batch leaves the share bλ of the deviation before it. 0 if nothing
 * settles: all have the same size, or the rate is above 1/b and they grow without end.
 */
export function settlingNanos(cost: AffineCost | null, ratePerSecond: number): number {
  if (cost === null) return 0;
  const idleShare = 1 - (cost.perRecordNanos * ratePerSecond) / 1e9;
  return idleShare <= 0 ? 0 : (settlingTimes * cost.fixedNanos) / idleShare ** 2;
}
