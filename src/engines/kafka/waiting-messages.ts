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

  /** Waits until there is at least one. Throws if there will be none. */
  async untilSome(): Promise<void> {
    await this.#arrived.promise;
    if (this.#failure !== undefined) throw this.#failure;
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
