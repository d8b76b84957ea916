import { gapNanos, RealClock } from '../clock/real-clock.ts';
import { minPauseNanos } from '../clock/run-delay.ts';

/** How well an idle program gets the processor on this machine. */
export interface IdleCheck {
  /** Share of the time in which the program wanted to run and did not. */
  readonly takenShare: number;
  /** Pauses above 1 ms, as they count against a unit. */
  readonly pauses: number;
  readonly longestMicros: number;
}

const parkNanos = 1_000_000;

/** Polls the clock without a break, as an executor with the wait policy `spin` does. */
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
    if (gap > minPauseNanos) pauses++;
  }
  return { takenShare: taken / (polled - start), pauses, longestMicros: longest / 1000 };
}

/** How late waits of 1 ms end for an executor with the wait policy `park`, one after the other. */
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
