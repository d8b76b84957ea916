import { horizonMicros } from '../../compile/horizon.ts';
import type { Workload } from '../../workloads/workload.ts';

/** Code is compiled and caches fill within this time at common rates; a run that is still settling is invalid. */
const settleMs = 500;
/** Micro-batches before the first one measured. */
const warmUpIntervals = 2;

/**
 * How long a unit runs before it is measured: until compiled code has settled, every window has filled and closed
 * once, and the longest interval has passed twice; the same for all configurations, which see the same records.
 */
export function warmUpMsFor({ plan, source }: Workload, longestIntervalMs: number): number {
  const fillMs = source.timeScale === null ? 0 : horizonMicros(plan) / 1000 / source.timeScale;
  return Math.ceil(Math.max(settleMs, fillMs, warmUpIntervals * longestIntervalMs));
}
