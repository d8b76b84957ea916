/** Differences smaller than this are rounding, and so none: ln(1.05 x) - ln(x) is not always ln(1.05). */
const rounding = 1e-9;

/**
 * The exact one-sided test of whether independent differences, symmetric around their median, lie above 0: the
 * probability of their sum of positive ranks, or a higher one, if the median is 0. Differences of 0 are left out, and
 * equal ones share the mean of their ranks, whose distribution is exact too. Null without a difference.
 *
 * Source: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945); Hollander and Wolfe,
 * Nonparametric Statistical Methods (2nd ed. 1999), section 3.1.
 */
export function signedRankP(differences: readonly number[]): number | null {
  const own = differences.filter((difference) => Math.abs(difference) >= rounding);
  if (own.length === 0) return null;
  const ranks = doubledRanks(own);
  const positive = own.reduce((sum, difference, index) => (difference > 0 ? sum + ranks[index] : sum), 0);
  const isTied = ranks.some((rank) => rank % 2 === 1) || new Set(ranks).size < ranks.length;
  return (isTied ? upperTails(ranks) : untiedTails(own.length))[positive];
}

/** Twice the ranks by size, from 1 on, so that the mean of equal ones is a whole number. */
function doubledRanks(differences: readonly number[]): number[] {
  const order = [...differences.keys()].sort((left, right) => sizeAt(left) - sizeAt(right));
  const ranks = new Array<number>(differences.length);
  for (let first = 0, next = 0; first < order.length; first = next) {
    while (next < order.length && sizeAt(order[next]) - sizeAt(order[first]) < rounding) next++;
    // The mean of the ranks first + 1 to next, twice.
    for (let place = first; place < next; place++) ranks[order[place]] = first + 1 + next;
  }
  return ranks;

  function sizeAt(index: number): number {
    return Math.abs(differences[index]);
  }
}

const untied = new Map<number, Float64Array>();

/** For each doubled sum of positive ranks among so many without ties, the probability of that or a higher one. */
export function untiedTails(count: number): Float64Array {
  const known = untied.get(count);
  if (known !== undefined) return known;
  const tails = upperTails(Array.from({ length: count }, (_, index) => 2 * (index + 1)));
  untied.set(count, tails);
  return tails;
}

/** For each sum, the probability of that or a higher one where each rank counts with probability ½. */
function upperTails(ranks: readonly number[]): Float64Array {
  const highest = ranks.reduce((sum, rank) => sum + rank, 0);
  const shares = new Float64Array(highest + 1);
  shares[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum--) shares[sum] = (shares[sum] + (sum >= rank ? shares[sum - rank] : 0)) / 2;
  }
  // From the smallest on, so that small tails are exact.
  for (let sum = highest - 1; sum >= 0; sum--) shares[sum] += shares[sum + 1];
  return shares;
}
