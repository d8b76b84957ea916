import type { Clock } from './clock.ts';

/** Time as a variable: it passes by waiting and by `advance` alone, so that a run is exact and takes no time. */
export class VirtualClock implements Clock {
  #nanos = 0;

  now(): number {
    return this.#nanos;
  }

  waitUntil(nanos: number): number {
    this.#nanos = Math.max(this.#nanos, nanos);
    return this.#nanos;
  }

  /** Lets a service take its time. */
  advance(nanos: number): void {
    this.#nanos += nanos;
  }
}
