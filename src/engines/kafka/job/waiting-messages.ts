import type { Message } from '@platformatic/kafka';

/** A message, and when it arrived, by performance.now(). */
export interface Arrived {
  readonly message: Message;
  readonly atMs: number;
}

/** Messages that have arrived at a job, and were not taken yet. */
export class WaitingMessages {
  #messages: Arrived[] = [];
  /** The place of the first one that was not taken. */
  #next = 0;
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
    return this.#messages.length > this.#next;
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
    const taken = this.#messages.slice(this.#next, this.#next + most);
    this.#next += taken.length;
    const isEmpty = this.#next === this.#messages.length;
    // After a failure no wait begins.
    if (isEmpty && this.#failure === undefined) this.#arrived = Promise.withResolvers();
    // Only once half of them are taken: to move those that wait at each call would take longer, the more wait.
    if (2 * this.#next >= this.#messages.length) [this.#messages, this.#next] = [this.#messages.slice(this.#next), 0];
    return taken;
  }
}
