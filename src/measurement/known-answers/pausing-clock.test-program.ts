import { VirtualClock } from '../clock/virtual-clock.ts';
import type { IdlePause } from '../clock/real-clock.ts';
import type { RecordRandom } from '../../random/random.ts';
import { milli } from './virtual-run.test-program.ts';

/** A time in which the machine runs something else. */
export interface MachinePause {
  readonly startNanos: number;
  readonly durationNanos: number;
}

/** A machine that pauses: waits end late, and services take longer by the pauses within them. */
export class PausingClock extends VirtualClock {
  readonly idlePauses: IdlePause[] = [];
  readonly #pauses: readonly MachinePause[];
  #next = 0;
  #takenNanos = 0;

  /** `pauses`: in order of time. */
  constructor(pauses: readonly MachinePause[]) {
    super();
    this.#pauses = pauses;
  }

  override waitUntil(nanos: number): number {
    for (let pause = this.#due(nanos); pause !== undefined; pause = this.#due(nanos)) {
      const startNanos = super.waitUntil(pause.startNanos);
      super.advance(pause.durationNanos);
      this.idlePauses.push({ startNanos, durationNanos: pause.durationNanos, takenNanos: pause.durationNanos });
    }
    return super.waitUntil(nanos);
  }

  override advance(nanos: number): void {
    let left = nanos;
    for (let pause = this.#due(this.now() + left); pause !== undefined; pause = this.#due(this.now() + left)) {
      left -= Math.max(0, pause.startNanos - this.now());
      super.waitUntil(pause.startNanos);
      super.advance(pause.durationNanos);
      this.#takenNanos += pause.durationNanos;
    }
    super.advance(left);
  }

  /** Pauses within services since the last call. */
  take(): number {
    const taken = this.#takenNanos;
    this.#takenNanos = 0;
    return taken;
  }

  /** The next pause, if it begins before that time. */
  #due(nanos: number): MachinePause | undefined {
    const pause = this.#pauses[this.#next];
    if (pause === undefined || pause.startNanos >= nanos || this.now() >= nanos) return undefined;
    this.#next++;
    return pause;
  }
}

/** Pauses at random times that take about the share of the time, each as long as several time slices of a scheduler. */
export function randomPauses(random: RecordRandom, lengthNanos: number, share: number): MachinePause[] {
  const pauses: MachinePause[] = [];
  const [shortest, longest] = [2 * milli, 6 * milli];
  const meanGap = (shortest + longest) / 2 / share;
  for (let now = Math.round(random.exponential() * meanGap); now < lengthNanos;) {
    const durationNanos = Math.round(shortest + random.uniform() * (longest - shortest));
    pauses.push({ startNanos: now, durationNanos });
    now += durationNanos + Math.round(random.exponential() * meanGap);
  }
  return pauses;
}
