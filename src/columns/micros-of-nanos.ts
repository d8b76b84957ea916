/** Rounded down, also before 1970, where the division of bigints would round up. */
export function microsOfNanos(nanos: bigint): bigint {
  return (nanos < 0n ? nanos - 999n : nanos) / 1000n;
}
