import { signedRankP } from '../../statistics/signed-rank.ts';
import { spendingBoundaries } from '../../statistics/spending-boundaries.ts';

/** One metric of the gate, in all pairs so far. */
export interface PairedMetric {
  /** How much worse head may be: the logarithm of a factor. */
  readonly margin: number;
  /** For each pair the logarithm of head over base, with the sign that is positive where head is worse. */
  readonly worse: readonly number[];
}

export type Decision = 'regression' | 'pass' | 'open';

/** Numbers of pairs after which it is decided what can be. Few steps at first: most changes are none. */
export const looks = [12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256];

/**
 * The share of jobs in which any metric that is no worse than its margin is called a regression, and the share in which
 * one that is worse than it passes. Both hold over all looks.
 */
const errors = { regression: 0.01, pass: 0.05 };

/**
 * Decides what can be decided of metrics that are open, each at the last look that its pairs have reached. A metric is
 * a regression where the signed-rank test rejects "worse by at most the margin", and passes where it rejects "worse by
 * the margin or more".
 *
 * Regressions are looked for in several metrics at once, so their error is divided among those that are none, after
 * Holm. Each metric has to pass by itself, so that error is not.
 *
 * Source: Ye, Li, Liu and Yao, "A group sequential Holm procedure with multiple primary endpoints", Statistics in
 * Medicine 32 (2013).
 *
 * @param family number of all metrics of the gate, decided or not
 */
export function decide(metrics: readonly PairedMetric[], family: number): Decision[] {
  const regressions = regressionsAmong(metrics, family);
  return metrics.map((metric, index) => {
    if (regressions.has(index)) return 'regression';
    return isRejected(passP(metric), errors.pass, metric) ? 'pass' : 'open';
  });
}

/** The places of those that are rejected, the least probable one first: each leaves more of the error to the next. */
function regressionsAmong(metrics: readonly PairedMetric[], family: number): Set<number> {
  const found = new Set<number>();
  const probabilities = metrics.map(regressionP);
  const order = [...probabilities.keys()].sort((left, right) => probabilities[left] - probabilities[right]);
  for (const index of order) {
    if (!isRejected(probabilities[index], errors.regression / (family - found.size), metrics[index])) break;
    found.add(index);
  }
  return found;
}

/** Of differences that all equal the margin nothing is known. */
function regressionP(metric: PairedMetric): number {
  return signedRankP(seenOf(metric).map((difference) => difference - metric.margin)) ?? 1;
}

function passP(metric: PairedMetric): number {
  return signedRankP(seenOf(metric).map((difference) => metric.margin - difference)) ?? 1;
}

/** The pairs up to the last look. */
function seenOf({ worse }: PairedMetric): readonly number[] {
  return worse.slice(0, looks[lookOf(worse.length)] ?? 0);
}

function isRejected(probability: number, error: number, { worse }: PairedMetric): boolean {
  const look = lookOf(worse.length);
  return look >= 0 && probability <= boundariesAt(error)[look];
}

function lookOf(pairs: number): number {
  return looks.findLastIndex((needed) => needed <= pairs);
}

const boundaries = new Map<number, readonly number[]>();

function boundariesAt(error: number): readonly number[] {
  const known = boundaries.get(error) ?? spendingBoundaries(looks, error);
  boundaries.set(error, known);
  return known;
}
