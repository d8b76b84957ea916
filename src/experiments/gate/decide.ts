import { signedRankP } from '../../statistics/signed-rank.ts';
import { spendingBoundaries, type Look } from '../../statistics/spending-boundaries.ts';

/** One metric of the gate, in all pairs so far. */
export interface PairedMetric {
  /** How much worse head may be: the logarithm of a factor. */
  readonly margin: number;
  /** For each pair the logarithm of head over base, with the sign that is positive where head is worse. */
  readonly worse: readonly number[];
  /** The last one is that of now. */
  readonly looks: readonly GateLook[];
}

/** A look at a metric. */
export interface GateLook {
  readonly pairs: number;
  readonly spent: SpentShares;
}

/** Which share of each error is spent. */
export type SpentShares = Readonly<Record<keyof typeof errors, number>>;

export type Decision = 'regression' | 'pass' | 'open';

/** Numbers of pairs after which it is decided what can be. Few steps at first: most changes are none. */
export const lookPairs = [12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256];

/**
 * The share of jobs in which any metric that is no worse than its margin is called a regression, and the share in which
 * one that is worse than it passes. Both hold over all looks.
 */
export const errors = { regression: 0.01, pass: 0.05 };

/** One more look. At as many pairs as the last one it takes its place: nothing has come in between. */
export function lookAgain(looks: readonly GateLook[], now: GateLook): GateLook[] {
  return [...looks.filter(({ pairs }) => pairs > 0 && pairs < now.pairs), now];
}

/**
 * Decides what can be decided of metrics that are open. A metric is a regression where the signed-rank test rejects
 * "worse by at most the margin", and passes where it rejects "worse by the margin or more".
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
    return isRejected(passP(metric), 'pass', errors.pass, metric) ? 'pass' : 'open';
  });
}

/**
 * The places of those that are rejected. Each leaves more of the error to the others, so these are tried again: metrics
 * with other looks have other boundaries, and the least probable one is not always the first.
 */
function regressionsAmong(metrics: readonly PairedMetric[], family: number): Set<number> {
  const found = new Set<number>();
  const probabilities = metrics.map(regressionP);
  for (;;) {
    const error = errors.regression / (family - found.size);
    const next = metrics.findIndex(
      (metric, index) => !found.has(index) && isRejected(probabilities[index], 'regression', error, metric),
    );
    if (next === -1) return found;
    found.add(next);
  }
}

/** Of differences that all equal the margin nothing is known. */
function regressionP({ worse, margin }: PairedMetric): number {
  return signedRankP(worse.map((difference) => difference - margin)) ?? 1;
}

function passP({ worse, margin }: PairedMetric): number {
  return signedRankP(worse.map((difference) => margin - difference)) ?? 1;
}

function isRejected(probability: number, what: keyof typeof errors, error: number, { looks }: PairedMetric): boolean {
  const spending = looks
    .map(({ pairs, spent }) => ({ count: pairs, spent: error * spent[what] }))
    // The rest had too few pairs to reject anything, so their error is left for later.
    .filter(({ count, spent }) => leastP(count) <= spent);
  // Most probabilities are above all that is spent, and then also above the boundary, which takes long to find.
  return spending.length > 0 && probability <= spending.at(-1)!.spent && probability <= lastBoundary(spending);
}

/** If each pair says the same. */
function leastP(pairs: number): number {
  return 2 ** -pairs;
}

/** The fewest pairs of which a regression can be found, however much worse head is: if each of them says the same. */
export function fewestPairs(family: number, spent: SpentShares): number {
  return Math.ceil(-Math.log2((errors.regression / family) * spent.regression));
}

const known = new Map<string, number>();

/** Metrics are mostly looked at together. */
function lastBoundary(looks: readonly Look[]): number {
  const key = JSON.stringify(looks);
  const boundary = known.get(key) ?? spendingBoundaries(looks).at(-1)!;
  known.set(key, boundary);
  return boundary;
}
