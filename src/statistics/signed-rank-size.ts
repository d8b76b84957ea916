import { normalAbove } from './normal.ts';

/** With which probability the test is to reject. */
const power = 0.9;

/**
 * About how many values like these the one-sided signed-rank test needs to say that they lie above 0. It follows from
 * the share of their pairs whose mean is above 0, so it is rough where they are few. Null where they do not seem to lie
 * above 0.
 *
 * Source: Noether, "Sample size determination for some common nonparametric tests", JASA 82 (1987).
 *
 * @param error of the test
 */
export function signedRankSize(values: readonly number[], error: number): number | null {
  let [pairs, above] = [0, 0];
  for (const [place, left] of values.entries())
    for (const right of values.slice(place + 1)) {
      pairs++;
      if (left + right >= 0) above += left + right === 0 ? 1 / 2 : 1;
    }
  const excess = above / pairs - 1 / 2;
  if (!(excess > 0)) return null;
  return Math.ceil((normalAbove(error) + normalAbove(1 - power)) ** 2 / (3 * excess ** 2));
}
