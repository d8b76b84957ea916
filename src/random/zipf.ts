import type { RecordRandom } from './random.ts';

/** Draws whole numbers 0 ≤ n < count. */
export type KeyDistribution = (random: RecordRandom) => number;

/**
 * Keys in which the n-th most frequent one has a share proportional to n^-skew. A skew of 0 is uniform; traffic to
 * pages and products has a skew of about 1. A draw costs the same for any number of keys.
 *
 * Source: rejection-inversion, W. Hörmann and G. Derflinger, Rejection-inversion to generate variates from monotone
 * discrete distributions, ACM TOMACS 6 (1996).
 */
export function zipf(count: number, skew: number): KeyDistribution {
  if (skew === 0) return (random) => random.integer(count);
  const integral = (x: number): number => expm1Over((1 - skew) * Math.log(x)) * Math.log(x);
  const integralInverse = (area: number): number => {
    const bounded = Math.max(-1, area * (1 - skew));
    return Math.exp(log1pOver(bounded) * area);
  };
  const density = (x: number): number => x ** -skew;
  const low = integral(1.5) - 1;
  const high = integral(count + 0.5);
  const sure = 2 - integralInverse(integral(2.5) - density(2));
  return (random) => {
    for (;;) {
      const area = high + random.uniform() * (low - high);
      const x = integralInverse(area);
      const rank = Math.min(count, Math.max(1, Math.round(x)));
      if (rank - x <= sure || area >= integral(rank + 0.5) - density(rank)) return rank - 1;
    }
  };
}

/** (e^x − 1)/x, and its limit 1 at 0. */
function expm1Over(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2;
}

/** log(1 + x)/x, and its limit 1 at 0. */
function log1pOver(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x / 2;
}
