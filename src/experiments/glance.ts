import type { UnitReport } from '../engines/unit-report.ts';

/** Below this share of the offered rate, throughput shows that an engine is late, where costs are not reported. */
export const fullShare = 0.9;
/** Waits in a glance, so that the last of them decides little. */
const waits = 3;

/**
 * The measured period of a glance: a short unit that only shows where to look.
 *
 * @param waitMs how long records may wait for a micro-batch or a commit
 */
export function glanceLengthMs(leastMs: number, waitMs: number): number {
  return Math.max(leastMs, waits * waitMs);
}

/** Whether a glance shows, by what came out, that its engine falls behind. */
export function fallsBehind(
  { keepsUp, throughput }: Pick<UnitReport, 'keepsUp' | 'throughput'>,
  ratePerSecond: number,
  intervalMs: number | null,
  durationMs: number,
): boolean {
  // The last micro-batch may end after the glance.
  const share = fullShare - (intervalMs ?? 0) / durationMs;
  return keepsUp === 'no' || (throughput ?? 0) < share * ratePerSecond;
}
