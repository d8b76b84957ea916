import { RealClock } from '../clock/real-clock.ts';

/** What waiting is like on this machine, where nothing has to be done. */
export interface IdleCheck {
  /** Share of the time that was not the program's, although it wanted to run. */
  readonly takenShare: number;
  /** Pauses above 1 ms, as they spoil a unit. */
  readonly pauses: number;
  readonly longestMicros: number;
}

/** Two polls further apart than this had something else between them: they take about 0.1 µs. */
const gapNanos = 5000;
const pauseNanos = 1_000_000;
const parkNanos = 1_000_000;

/** Polls the clock without a break, as an executor that waits by spinning does. */
export function spinFor(durationMs: number, clock: Pick<RealClock, 'now'> = new RealClock('spin')): IdleCheck {
  const start = clock.now();
  const end = start + durationMs * 1e6;
  let [polled, taken, pauses, longest] = [start, 0, 0, 0];
  while (polled < end) {
    const now = clock.now();
    const gap = now - polled;
    polled = now;
    if (gap <= gapNanos) continue;
    taken += gap;
    longest = Math.max(longest, gap);
    if (gap > pauseNanos) pauses++;
  }
  return { takenShare: taken / (polled - start), pauses, longestMicros: longest / 1000 };
}

/** How late an executor that waits off the processor comes back from a millisecond, time after time. */
export function parkLatenessMicros(times: number): number[] {
  const clock = new RealClock('park');
  return Array.from({ length: times }, () => {
    const due = clock.now() + parkNanos;
    return (clock.waitUntil(due) - due) / 1000;
  });
}

/** The smallest step between two different readings of the clock, in nanoseconds. */
export function clockResolutionNanos(clock: Pick<RealClock, 'now'> = new RealClock('spin')): number {
  let [smallest, before] = [Infinity, clock.now()];
  for (let read = 0; read < 20_000 || smallest === Infinity; read++) {
    const now = clock.now();
    if (now > before) smallest = Math.min(smallest, now - before);
    before = now;
  }
  return smallest;
}
