import type { Clock } from './clock.ts';

/** Time as a variable: only waiting and `advance` move it, so that a measurement is exact and takes no real time. */
export class VirtualClock implements Clock {
  #nanos = 0;

  now(): number {
    return this.#nanos;
  }

  waitUntil(nanos: number): number {
    this.#nanos = Math.max(this.#nanos, nanos);
    return this.#nanos;
  }

  /** Lets `nanos` pass, as the time that a service takes. */
  advance(nanos: number): void {
    this.#nanos += nanos;
  }
}
