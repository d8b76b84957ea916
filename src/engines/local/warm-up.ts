import { horizonMicros } from '../../compile/horizon.ts';
import type { Workload } from '../../workloads/workload.ts';

/** Code is compiled and caches fill within this time at common rates; a run that is still settling is invalid. */
const settleMs = 500;
/** Micro-batches before the first one measured. */
const warmUpIntervals = 2;

/**
 * How long a unit runs before it is measured: until compiled code has settled, every window has filled and closed
 * once, and the longest interval has passed twice; the same for all configurations, which see the same records.
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
