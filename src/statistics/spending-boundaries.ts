import { highestWhere } from './bisection.ts';
import { normalDensity, normalTail } from './normal.ts';

/** Points of the grid over which densities are integrated. Twice as many change no boundary by a thousandth. */
const intervals = 400;
/** Standard deviations below 0 that the grid reaches. */
const reach = 8;
/** No boundary is higher: the probability above it is smaller than any that is spent. */
const highestZ = 12;

/** A look at the values that have come so far. */
export interface Look {
  /** How many there are: more than at the look before. */
  readonly count: number;
  /** The probability of having rejected a true hypothesis by then. */
  readonly spent: number;
}

/**
 * For a test that is repeated while values come in, the p-value below which it rejects at each look, so that by each
 * look it has rejected a true hypothesis with the probability that is spent by then. What is spent must not depend on
 * the values; it may grow with their number, or with time.
 *
 * The sum of the values is a Brownian motion. Its density before each look is that of the look before, without what
 * lay beyond the boundary, widened by what came since: integrated numerically.
 *
 * Source: Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983), and "Group
 * sequential procedures: calendar versus information time", Statistics in Medicine 8 (1989); Armitage, McPherson and
 * Rowe, "Repeated significance tests on accumulating data", JRSS A 132 (1969).
 */
export function spendingBoundaries(looks: readonly Look[]): number[] {
  let before: Density | undefined;
  let last: Look = { count: 0, spent: 0 };
  return looks.map((look) => {
    const came = look.count - last.count;
    const due = look.spent - last.spent;
    last = look;
    const isTooLow = (z: number): boolean => beyond(before, came, z * Math.sqrt(look.count)) > due;
    const z = highestWhere(0, highestZ, isTooLow);
    before = densityBelow(before, came, look.count, z * Math.sqrt(look.count));
    return normalTail(z);
  });
}

/** Of a sum, on an even grid, with Simpson's weights in it. */
interface Density {
  readonly values: Float64Array;
  readonly shares: Float64Array;
}

/** The probability that the sum is above `level` once so many more values came. */
function beyond(before: Density | undefined, came: number, level: number): number {
  const deviation = Math.sqrt(came);
  if (before === undefined) return normalTail(level / deviation);
  const { values, shares } = before;
  return shares.reduce((sum, share, index) => sum + share * normalTail((level - values[index]) / deviation), 0);
}

/** The density of the sum of `count` values, up to `level`. */
function densityBelow(before: Density | undefined, came: number, count: number, level: number): Density {
  const deviation = Math.sqrt(came);
  const low = -reach * Math.sqrt(count);
  const step = (level - low) / intervals;
  const values = Float64Array.from({ length: intervals + 1 }, (_, index) => low + index * step);
  const shares = values.map((value, index) => {
    const at = (from: number): number => normalDensity((value - from) / deviation) / deviation;
    const density =
      before === undefined
        ? at(0)
        : before.shares.reduce((sum, share, place) => sum + share * at(before.values[place]), 0);
    return density * simpson(index) * step;
  });
  return { values, shares };
}

function simpson(index: number): number {
  if (index === 0 || index === intervals) return 1 / 3;
  return index % 2 === 1 ? 4 / 3 : 2 / 3;
}
