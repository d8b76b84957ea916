import { horizonMicros } from '../../compile/horizon.ts';
import type { Workload } from '../../workloads/workload.ts';

/** Code is compiled and caches fill within this time at common rates. A unit that is still settling is excluded. */
const settleMs = 500;
/** Longest intervals that pass before the measured period. */
const warmUpIntervals = 2;

/**
 * How long a unit runs before it is measured: until compiled code has settled, every window has filled and closed
 * once, and the longest interval has passed twice. The same for all configurations, which have the same records.
 *
 * @param speed of a replay; null in other loads, where windows of recorded data fill at their own pace
 */
export function warmUpMsFor(
  { plan, source }: Workload,
  longestIntervalMs: number,
  speed: number | null = null,
): number {
  const timeScale = source.timeScale ?? speed;
  const fillMs = timeScale === null ? 0 : horizonMicros(plan) / 1000 / timeScale;
  return Math.ceil(Math.max(settleMs, fillMs, warmUpIntervals * longestIntervalMs));
}
