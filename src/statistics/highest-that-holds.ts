/**
 * The highest of `count` ordered places that holds, where all below one that holds hold too: asks about places by
 * halving, at most ⌈log2(count + 1)⌉ times. −1 where not even the lowest one holds, which is an answer of its own.
 */
export function* highestThatHolds(count: number): Generator<number, number, boolean> {
  let low = -1;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (yield middle) low = middle;
    else high = middle;
  }
  return low;
}
