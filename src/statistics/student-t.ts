import { highestWhere } from './bisection.ts';
import type { Interval } from './interval.ts';

/**
 * The two-sided interval for the mean of independent, approximately normal values. Null with fewer than 2 values, which
 * have no variance.
 *
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908).
 */
export function meanInterval(values: ArrayLike<number>, level = 0.95): Interval | null {
  return symmetricInterval(values, (1 + level) / 2, level);
}

/**
 * One-sided bounds for the mean: `low` is below it with probability `level`, and `high` is above it with probability
 * `level`, each by itself, as a test against a margin on one side needs them. Null with fewer than 2 values.
 */
export function meanBounds(values: ArrayLike<number>, level = 0.95): Interval | null {
  return symmetricInterval(values, level, level);
}

/**
 * The value below which Student's t lies with the given probability. Throws RangeError unless 0 < probability < 1 and
 * `degreesOfFreedom` is a whole number ≥ 1.
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`${probability} is not a probability between 0 and 1`);
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1)
    throw new RangeError(`${degreesOfFreedom} degrees of freedom are not a whole number from 1 on`);
  if (probability < 0.5) return -studentTQuantile(1 - probability, degreesOfFreedom);
  // Over the angle, whose interval is bounded for every quantile.
  const central = 2 * probability - 1;
  const angle = highestWhere(0, Math.PI / 2, (tried) => centralProbability(tried, degreesOfFreedom) <= central);
  return Math.sqrt(degreesOfFreedom) * Math.tan(angle);
}

/**
 * P(|t| ≤ √degreesOfFreedom · tan(angle)), a finite sum for a whole number of degrees of freedom.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 */
function centralProbability(angle: number, degreesOfFreedom: number): number {
  const odd = degreesOfFreedom % 2;
  const cosineSquared = Math.cos(angle) ** 2;
  let term = odd === 1 ? Math.cos(angle) : 1;
  let sum = 0;
  for (let power = odd; power <= degreesOfFreedom - 2; power += 2) {
    sum += term;
    term *= (cosineSquared * (power + 1)) / (power + 2);
  }
  const scaled = Math.sin(angle) * sum;
  return odd === 1 ? (2 / Math.PI) * (angle + scaled) : scaled;
}

function symmetricInterval(values: ArrayLike<number>, probability: number, level: number): Interval | null {
  const count = values.length;
  if (count < 2) return null;
  const samples = Float64Array.from(values);
  const mean = samples.reduce((sum, value) => sum + value, 0) / count;
  const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = studentTQuantile(probability, count - 1) * Math.sqrt(variance / count);
  return { low: mean - half, high: mean + half, level };
}
