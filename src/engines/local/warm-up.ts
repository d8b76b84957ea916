import { horizonMicros } from '../../compile/horizon.ts';
import type { Workload } from '../../workloads/workload.ts';

/** Code is compiled and caches fill within this time at common rates; a run that is still settling is invalid. */
const settleMs = 500;
/** Or within so many records, if they take less time: both compile the same code as often. */
const settleRecords = 100_000;
/** Micro-batches before the first one measured. */
const warmUpIntervals = 2;

/** How long code takes to be compiled where records come at one rate. */
export function settledMsAt(ratePerSecond: number): number {
  return Math.min(settleMs, (settleRecords / ratePerSecond) * 1000);
}

export interface Pace {
  /** Of a replay; null in other loads, where windows of recorded data fill at their own pace. */
  readonly speed?: number | null;
  /** Until code is compiled; see `settledMsAt`. */
  readonly settledMs?: number;
}

/**
 * How long a unit runs before it is measured: until compiled code has settled, every window has filled and closed
 * once, and the longest interval has passed twice; the same for all configurations, which see the same records.
 *
 */
export function warmUpMsFor({ plan, source }: Workload, longestIntervalMs: number, { speed = null, settledMs = settleMs }: Pace = {}): number {
  const timeScale = source.timeScale ?? speed;
  const fillMs = timeScale === null ? 0 : horizonMicros(plan) / 1000 / timeScale;
  return Math.ceil(Math.max(settledMs, fillMs, warmUpIntervals * longestIntervalMs));
}
