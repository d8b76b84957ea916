const pairs = 20;

/** The clocks of the wall and of the machine, in milliseconds. */
interface Clocks {
  readonly wallMs: () => number;
  readonly nowMs: () => number;
}

/**
 * How far the wall clock is ahead of the monotonic one, in milliseconds. It changes only if the wall clock is set. The
 * machine may run something else between two readings, so the closest of several pairs counts.
 */
export function wallOffsetMs({ wallMs, nowMs }: Clocks = { wallMs: Date.now, nowMs: () => performance.now() }): number {
  let closest = { apartMs: Infinity, offsetMs: 0 };
  for (let pair = 0; pair < pairs; pair++) {
    const beforeMs = nowMs();
    const wall = wallMs();
    const apartMs = nowMs() - beforeMs;
    if (apartMs < closest.apartMs) closest = { apartMs, offsetMs: wall - beforeMs - apartMs / 2 };
  }
  return closest.offsetMs;
}
