/**
 * Binary search for the highest of `count` ordered places that holds, if all places below one that holds hold too.
 * Yields at most ⌈log2(count + 1)⌉ places and takes for each whether it holds. Returns −1 if not even the lowest place
 * holds.
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
