import type { IdlePause, RealClock } from '../clock/real-clock.ts';
import type { Pause } from './garbage-collection.ts';

/**
 * The pauses of an idle executor that the machine made: those without a garbage collection at the same time, which is
 * a cost of the pipeline.
 *
 * @param collections on the time line of `performance.now()`
 */
export function countedPauses(
  { idlePauses, originMs }: Pick<RealClock, 'idlePauses' | 'originMs'>,
  collections: readonly Pause[],
): IdlePause[] {
  return idlePauses.filter((idle) => !collections.some((collection) => overlaps(idle, collection, originMs)));
}

/** Sum of the pauses that began between two times. */
export function pausedNanos(pauses: readonly IdlePause[], fromNanos = -Infinity, toNanos = Infinity): number {
  return pauses
    .filter(({ startNanos }) => startNanos >= fromNanos && startNanos < toNanos)
    .reduce((sum, { durationNanos }) => sum + durationNanos, 0);
}

/** The part of the pauses in which nothing else ran on this machine, as far as it tells. */
export function stolenNanos(pauses: readonly IdlePause[]): number {
  return pauses.reduce((sum, { durationNanos, takenNanos }) => sum + durationNanos - takenNanos, 0);
}

function overlaps({ startNanos, durationNanos }: IdlePause, { startMs, durationMs }: Pause, originMs: number): boolean {
  const fromMs = originMs + startNanos / 1e6;
  return startMs < fromMs + durationNanos / 1e6 && startMs + durationMs > fromMs;
}
