import { normalDensity, normalTail } from './normal.ts';

/** Points of the grid over which densities are integrated. Twice as many change no boundary by a thousandth. */
const intervals = 400;
/** Standard deviations below 0 that the grid reaches. */
const reach = 8;
/** No boundary is higher: the probability above it is smaller than any that is spent. */
const highestZ = 12;

/**
 * For a test that is repeated while values come in, the p-value below which it rejects at each look, so that it rejects
 * a true hypothesis with probability `alpha` over all of them. What is spent by a look is `alpha` times the share of
 * the values that are there.
 *
 * The sum of the values is a Brownian motion. Its density before each look is that of the look before, without what
 * lay beyond the boundary, widened by what came since: integrated numerically.
 *
 * Source: Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983), with
 * α·t; Armitage, McPherson and Rowe, "Repeated significance tests on accumulating data", JRSS A 132 (1969).
 *
 * @param looks rising numbers of values; the last one is the most that will come
 */
export function spendingBoundaries(looks: readonly number[], alpha: number): number[] {
  const most = looks.at(-1)!;
  let before: Density | undefined;
  let seen = 0;
  return looks.map((count) => {
    const [time, spent] = [count / most, (alpha * (count - seen)) / most];
    const passed = (count - seen) / most;
    seen = count;
    const z = highest((boundary) => beyond(before, passed, boundary * Math.sqrt(time)) > spent);
    before = densityBelow(before, passed, time, z * Math.sqrt(time));
    return normalTail(z);
  });
}

/** Of a sum, on an even grid, with Simpson's weights in it. */
interface Density {
  readonly values: Float64Array;
  readonly shares: Float64Array;
}

/** The probability that the sum is above `level` once more time has passed. */
function beyond(before: Density | undefined, passed: number, level: number): number {
  const deviation = Math.sqrt(passed);
  if (before === undefined) return normalTail(level / deviation);
  const { values, shares } = before;
  return shares.reduce((sum, share, index) => sum + share * normalTail((level - values[index]) / deviation), 0);
}

/** The density of the sum at `time`, up to `level`. */
function densityBelow(before: Density | undefined, passed: number, time: number, level: number): Density {
  const deviation = Math.sqrt(passed);
  const low = -reach * Math.sqrt(time);
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

/** The highest z for which `holds` is true, by bisection. */
function highest(holds: (z: number) => boolean): number {
  let [low, high] = [0, highestZ];
  for (let tries = 0; tries < 50; tries++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
