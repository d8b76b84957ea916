/** Milliseconds as microseconds, without the rounding error of a product such as 1.001 · 1000. */
export function microsOf(ms: number): number {
  return Number((ms * 1000).toFixed(6));
}
