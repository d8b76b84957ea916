import { highestWhere } from './bisection.ts';

/**
 * The probability of a standard normal value above `z`, with a relative error below 2e-7 in both tails.
 *
 * Source: Press et al., Numerical Recipes in C (2nd ed. 1992), section 6.2, a Chebyshev fit of the error function.
 */
export function normalTail(z: number): number {
  const x = Math.abs(z) * Math.SQRT1_2;
  const t = 1 / (1 + x / 2);
  const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = (t * Math.exp(-x * x + polynomial)) / 2;
  return z >= 0 ? tail : 1 - tail;
}

const coefficients = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The value above which a standard normal one lies with this probability, from 1e-15 to 1 - 1e-15. */
export function normalAbove(probability: number): number {
  return highestWhere(-8, 8, (z) => normalTail(z) > probability);
}
