import type { Pause } from './garbage-collection.ts';
import type { IdlePause } from './real-clock.ts';

/** What is known of the machine during one unit from outside the system under test. */
export interface DriverHealth {
  readonly idlePauses: readonly IdlePause[];
  /** The start of the run on the time line of `pauses`, in milliseconds. */
  readonly originMs: number;
  readonly pauses: readonly Pause[];
  /** Length of the run. */
  readonly durationNanos: number;
  /** How far the wall clock moved against the monotonic one. */
  readonly clockStepMs: number;
}

/** Pauses may add up to this share of the run: as many records as a p99 leaves above it. */
const maxPausedShare = 0.01;
/** NTP slews by at most 0.5 ms per second; a move beyond this was a step. */
const maxClockStepMs = 50;

/**
 * Why the unit says nothing about its configuration; empty for a sound one. Only what happened while the
 * executor was idle counts, and not where the program's own garbage was collected: that is the pipeline's cost.
 */
export function spoilt({ idlePauses, originMs, pauses, durationNanos, clockStepMs }: DriverHealth): string[] {
  const reasons: string[] = [];
  const stolen = idlePauses.filter((idle) => !pauses.some((pause) => overlaps(idle, pause, originMs)));
  const stolenNanos = stolen.reduce((sum, { durationNanos: length }) => sum + length, 0);
  if (stolenNanos > durationNanos * maxPausedShare) {
    const share = ((100 * stolenNanos) / durationNanos).toFixed(1);
    reasons.push(`the machine held the idle driver up for ${share} % of the run (pauses: ${stolen.length}; limit: 1 %)`);
  }
  if (Math.abs(clockStepMs) > maxClockStepMs) reasons.push(`the wall clock moved by ${clockStepMs.toFixed(0)} ms (limit ${maxClockStepMs} ms)`);
  return reasons;
}

function overlaps({ startNanos, durationNanos }: IdlePause, { startMs, durationMs }: Pause, originMs: number): boolean {
  const fromMs = originMs + startNanos / 1e6;
  return startMs < fromMs + durationNanos / 1e6 && startMs + durationMs > fromMs;
}
