/**
 * The highest of `count` ordered places that holds, where all below one that holds hold too: by halving, with at most
 * ⌈log2(count + 1)⌉ questions. −1 where not even the lowest one holds, which is an answer of its own.
 */
export async function highestThatHolds(count: number, holds: (place: number) => Promise<boolean>): Promise<number> {
  let low = -1;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (await holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
