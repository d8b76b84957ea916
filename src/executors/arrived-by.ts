/**
 * How many records have arrived by a time: the index of the first one that has not. Searches from `from` on,
 * exponentially and then in halves.
 */
export function arrivedBy(arrivalsNanos: Float64Array, nanos: number, from: number): number {
  let step = 1;
  while (from + step < arrivalsNanos.length && arrivalsNanos[from + step] <= nanos) step *= 2;
  let low = from;
  let high = Math.min(from + step, arrivalsNanos.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (arrivalsNanos[middle] <= nanos) low = middle + 1;
    else high = middle;
  }
  return low;
}
