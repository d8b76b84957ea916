import type { Histogram } from '../histogram/histogram.ts';

/**
 * Limit of the median lateness of waits, which is below 1 µs with spinning, and about 60 µs with parking on Linux.
 * Single disturbances do not move a median; a driver that polls too rarely does.
 */
const maxMedianLatenessNanos = 500_000;
/** NTP slews the clock by at most 0.5 ms per second. A move beyond this limit was a step. */
const maxClockStepMs = 50;

/** Nanoseconds by which half of the waits ended late or more, where that is above the limit; else undefined. */
export function excessiveLateness(lateness: Histogram): number | undefined {
  const medianNanos = lateness.quantileIfEnough(1, 2) ?? 0;
  return medianNanos > maxMedianLatenessNanos ? medianNanos : undefined;
}

export function latenessReason(medianNanos: number): string {
  const limitMs = maxMedianLatenessNanos / 1e6;
  return `half of the driver's waits ended ${(medianNanos / 1e6).toFixed(2)} ms late or more (limit: ${limitMs} ms)`;
}

/** Why such a move of the wall clock against the monotonic one excludes a unit; undefined if it does not. */
export function clockStepReason(clockStepMs: number): string | undefined {
  if (Math.abs(clockStepMs) <= maxClockStepMs) return undefined;
  return `the wall clock moved by ${clockStepMs.toFixed(0)} ms (limit ${maxClockStepMs} ms)`;
}
