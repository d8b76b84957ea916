import type { Pause } from './garbage-collection.ts';
import type { LateWait } from './real-clock.ts';

/** What is known of the machine during one unit from outside the system under test. */
export interface DriverHealth {
  /** Waits of an idle executor that ended late. */
  readonly lateWaits: readonly LateWait[];
  /** The start of the run on the time line of `pauses`, in milliseconds. */
  readonly originMs: number;
  readonly pauses: readonly Pause[];
  /** Length of the run. */
  readonly durationNanos: number;
  /** How far the wall clock moved against the monotonic one. */
  readonly clockStepMs: number;
}

/** Late waits may add up to this share of the run: 1 %, which is also what makes a backlog's growth matter. */
const maxLateShare = 0.01;
/** NTP slews by at most 0.5 ms per second; a move beyond this was a step. */
const maxClockStepMs = 50;

/**
 * Why the unit says nothing about its configuration; empty for a sound one. Only what happened while the
 * executor was idle counts, and not where the program's own garbage was collected: that is the pipeline's cost.
 */
export function spoilt({ lateWaits, originMs, pauses, durationNanos, clockStepMs }: DriverHealth): string[] {
  const reasons: string[] = [];
  const stolen = lateWaits.filter((wait) => !pauses.some((pause) => overlaps(wait, pause, originMs)));
  const lateNanos = stolen.reduce((sum, { lateNanos: late }) => sum + late, 0);
  if (lateNanos > durationNanos * maxLateShare) {
    const share = ((100 * lateNanos) / durationNanos).toFixed(1);
    reasons.push(`the machine held the idle driver up for ${share} % of the run, in ${stolen.length} pauses (limit 1 %)`);
  }
  if (Math.abs(clockStepMs) > maxClockStepMs) reasons.push(`the wall clock moved by ${clockStepMs.toFixed(0)} ms (limit ${maxClockStepMs} ms)`);
  return reasons;
}

function overlaps({ untilNanos, lateNanos }: LateWait, { startMs, durationMs }: Pause, originMs: number): boolean {
  const fromMs = originMs + untilNanos / 1e6;
  return startMs < fromMs + lateNanos / 1e6 && startMs + durationMs > fromMs;
}
