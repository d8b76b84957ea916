import type { Pause } from './garbage-collection.ts';
import type { Histogram } from '../histogram/histogram.ts';
import type { IdlePause } from '../clock/real-clock.ts';

/** What the machine did to one unit, measured outside the system under test. */
export interface DriverHealth {
  readonly idlePauses: readonly IdlePause[];
  /** How late waits ended, in nanoseconds. */
  readonly lateness: Histogram;
  /** Start of the measurement on the time line of `pauses`, in milliseconds. */
  readonly originMs: number;
  readonly pauses: readonly Pause[];
  /** Length of the measurement. */
  readonly durationNanos: number;
  /** How far the wall clock moved against the monotonic one. */
  readonly clockStepMs: number;
  /** Time that the hypervisor took from the processor that lost most; null if unknown. */
  readonly stolenMicros: number | null;
}

/** Limit of the sum of pauses, as a share of the measurement: the share of records that lie above the p99. */
const maxPausedShare = 0.01;
/**
 * Limit of the median lateness of waits, which is below 1 µs with spinning, and about 60 µs with parking on Linux.
 * Single disturbances do not move a median; a driver that polls too rarely does.
 */
const maxMedianLatenessNanos = 500_000;
/**
 * Limit of the time stolen from a processor, as a share of the measurement: stolen time slows a busy executor by that
 * share, and units differ by as much on quiet machines. An idle executor that is held up shows it in its pauses. The
 * system counts in steps of 10 ms, so one step above the limit may be rounding.
 */
const maxStolenShare = 0.05;
const stolenStepMicros = 10_000;
/** NTP slews the clock by at most 0.5 ms per second. A move beyond this limit was a step. */
const maxClockStepMs = 50;

/**
 * Why the unit must be excluded, because its figures say nothing about its configuration; empty if they do. Only pauses
 * of an idle executor count, and only without a garbage collection at the same time, which is a cost of the pipeline.
 */
export function exclusionReasons(health: DriverHealth): string[] {
  const { clockStepMs, stolenMicros, durationNanos, lateness } = health;
  const reasons = pauseReasons(health);
  const medianLatenessNanos = lateness.quantileIfEnough(1, 2) ?? 0;
  if (medianLatenessNanos > maxMedianLatenessNanos) {
    reasons.push(
      `half of the driver's waits ended ${(medianLatenessNanos / 1e6).toFixed(2)} ms late or more (limit: 0.5 ms)`,
    );
  }
  if (stolenMicros !== null && (stolenMicros - stolenStepMicros) * 1000 > durationNanos * maxStolenShare) {
    const share = ((100_000 * stolenMicros) / durationNanos).toFixed(1);
    reasons.push(`the hypervisor took ${share} % of the unit from a processor (limit: 5 % and 10 ms)`);
  }
  if (Math.abs(clockStepMs) > maxClockStepMs)
    reasons.push(`the wall clock moved by ${clockStepMs.toFixed(0)} ms (limit ${maxClockStepMs} ms)`);
  return reasons;
}

function pauseReasons({ idlePauses, originMs, pauses, durationNanos }: DriverHealth): string[] {
  const counted = idlePauses.filter((idle) => !pauses.some((pause) => overlaps(idle, pause, originMs)));
  const pausedNanos = counted.reduce((sum, { durationNanos: length }) => sum + length, 0);
  if (pausedNanos <= durationNanos * maxPausedShare) return [];
  const share = ((100 * pausedNanos) / durationNanos).toFixed(1);
  return [`the machine held the idle driver up for ${share} % of the unit (pauses: ${counted.length}; limit: 1 %)`];
}

function overlaps({ startNanos, durationNanos }: IdlePause, { startMs, durationMs }: Pause, originMs: number): boolean {
  const fromMs = originMs + startNanos / 1e6;
  return startMs < fromMs + durationNanos / 1e6 && startMs + durationMs > fromMs;
}
