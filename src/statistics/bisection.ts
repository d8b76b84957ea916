/** The highest number between `low` and `high` for which `holds`, which holds up to it, and from it on does not. */
export function highestWhere(low: number, high: number, holds: (value: number) => boolean): number {
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
