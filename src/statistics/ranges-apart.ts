/** A figure over some units: its confidence interval, or with too few for one from the smallest to the largest. */
export interface RangeOfUnits {
  readonly low: number;
  readonly high: number;
  readonly units: number;
}

/**
 * The gap between two ranges at least, by the number of units, in widths of the wider one. All are factors, since noise
 * is in proportion to a figure. From five units on any gap will do. The ranges of three units of the same code are
 * apart in a tenth of all cases, and so far apart in a hundredth (`ranges-apart.statistics.test.ts`).
 */
const leastGaps: Readonly<Record<number, number>> = { 1: 5, 2: 5, 3: 1, 4: 0.5 };

/** Whether one range of a figure that is not negative is below another one for sure. */
export function isRangeBelow(lower: RangeOfUnits, higher: RangeOfUnits): boolean {
  const widths = leastGaps[Math.min(lower.units, higher.units)] ?? 0;
  const width = Math.max(factorOf(lower.low, lower.high), factorOf(higher.low, higher.high));
  return lower.high < higher.low && factorOf(lower.high, higher.low) >= width ** widths;
}

function factorOf(from: number, to: number): number {
  return from === to ? 1 : to / from;
}

/**
 * Those that none of the others is better than for sure. These are not all that are indistinguishable from the best
 * one: where that scatters, it may be so from two of which one is better than the other for sure.
 */
export function unbeaten<Each>(all: readonly Each[], isBetter: (one: Each, other: Each) => boolean): Each[] {
  return all.filter((each) => !all.some((other) => isBetter(other, each)));
}

/** A limit as a range: it has no spread. */
export function limitAt(value: number): RangeOfUnits {
  return { low: value, high: value, units: Infinity };
}
