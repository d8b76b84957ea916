import type { Pause } from './garbage-collection.ts';
import type { Histogram } from '../histogram/histogram.ts';
import type { IdlePause } from '../clock/real-clock.ts';

/** What is known of the machine during one unit from outside the system under test. */
export interface DriverHealth {
  readonly idlePauses: readonly IdlePause[];
  /** How late waits ended, in nanoseconds. */
  readonly lateness: Histogram;
  /** The start of the run on the time line of `pauses`, in milliseconds. */
  readonly originMs: number;
  readonly pauses: readonly Pause[];
  /** Length of the run. */
  readonly durationNanos: number;
  /** How far the wall clock moved against the monotonic one. */
  readonly clockStepMs: number;
  /** What the hypervisor took from the processor that lost most; null where that is not known. */
  readonly stolenMicros: number | null;
}

/** Pauses may add up to this share of the run: as many records as a p99 leaves above it. */
const maxPausedShare = 0.01;
/**
 * Half of all waits may end no later: spinning ends them within 1 µs and parking some 60 µs late on Linux. Single
 * disturbances do not move a median; a driver that looks too rarely does.
 */
const maxMedianLatenessNanos = 500_000;
/**
 * So much may be stolen from a processor: of a busy executor it takes as much of its speed, which units differ by on
 * quiet machines too; where it holds up an idle one, that is judged by its pauses. It is counted in steps of 10 ms,
 * so one step more may be rounding.
 */
const maxStolenShare = 0.05;
const stolenStepMicros = 10_000;
/** NTP slews by at most 0.5 ms per second; a move beyond this was a step. */
const maxClockStepMs = 50;

/**
 * Why the unit says nothing about its configuration; empty for a sound one. Of pauses only those of an idle
 * executor count, and not where the program's own garbage was collected: that is the pipeline's cost.
 */
export function exclusionReasons(health: DriverHealth): string[] {
  const { clockStepMs, stolenMicros, durationNanos, lateness } = health;
  const reasons = heldUp(health);
  const medianLatenessNanos = lateness.quantileIfEnough(1, 2) ?? 0;
  if (medianLatenessNanos > maxMedianLatenessNanos) {
    reasons.push(
      `half of the driver's waits ended ${(medianLatenessNanos / 1e6).toFixed(2)} ms late or more (limit: 0.5 ms)`,
    );
  }
  if (stolenMicros !== null && (stolenMicros - stolenStepMicros) * 1000 > durationNanos * maxStolenShare) {
    const share = ((100_000 * stolenMicros) / durationNanos).toFixed(1);
    reasons.push(`the hypervisor took ${share} % of the run from a processor (limit: 5 % and 10 ms)`);
  }
  if (Math.abs(clockStepMs) > maxClockStepMs)
    reasons.push(`the wall clock moved by ${clockStepMs.toFixed(0)} ms (limit ${maxClockStepMs} ms)`);
  return reasons;
}

function heldUp({ idlePauses, originMs, pauses, durationNanos }: DriverHealth): string[] {
  const held = idlePauses.filter((idle) => !pauses.some((pause) => overlaps(idle, pause, originMs)));
  const heldNanos = held.reduce((sum, { durationNanos: length }) => sum + length, 0);
  if (heldNanos <= durationNanos * maxPausedShare) return [];
  const share = ((100 * heldNanos) / durationNanos).toFixed(1);
  return [`the machine held the idle driver up for ${share} % of the run (pauses: ${held.length}; limit: 1 %)`];
}

function overlaps({ startNanos, durationNanos }: IdlePause, { startMs, durationMs }: Pause, originMs: number): boolean {
  const fromMs = originMs + startNanos / 1e6;
  return startMs < fromMs + durationNanos / 1e6 && startMs + durationMs > fromMs;
}
