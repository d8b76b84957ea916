import type { Message } from '@platformatic/kafka';

/** A message, and when it arrived, by performance.now(). */
export interface Arrived {
  readonly message: Message;
  readonly atMs: number;
}

/** Messages that have arrived at a job, and were not taken yet. */
export class WaitingMessages {
  readonly #messages: Arrived[] = [];
  #arrived = Promise.withResolvers<void>();
  #failure: Error | undefined;

  readonly add = (message: Message): void => {
    this.#messages.push({ message, atMs: performance.now() });
    this.#arrived.resolve();
  };

  /**
   * Waits until there is at least one, at most for so long, which may be over already; whether there is. Throws if
   * there will be none.
   */
  async untilSome(mostMs = Infinity): Promise<boolean> {
    await (mostMs === Infinity ? this.#arrived.promise : this.#arrivedWithin(mostMs));
    if (this.#failure !== undefined) throw this.#failure;
    return this.#messages.length > 0;
  }

  async #arrivedWithin(mostMs: number): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    // Node warns of negative times.
    const timer = setTimeout(resolve, Math.max(0, mostMs));
    await Promise.race([this.#arrived.promise, late]);
    clearTimeout(timer);
  }

  /** Ends every wait. */
  readonly fail = (error: Error): void => {
    this.#failure = error;
    this.#arrived.resolve();
  };

  /** The first ones, at most so many. */
  take(most = Infinity): Arrived[] {
    const taken = this.#messages.splice(0, Math.min(most, this.#messages.length));
    if (this.#messages.length === 0) this.#arrived = Promise.withResolvers();
    return taken;
  }
}
