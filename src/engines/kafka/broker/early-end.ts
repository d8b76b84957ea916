import type { StreamBenchError } from '../../../errors.ts';

/** Tells the end of a process that nobody has asked for. */
export class EarlyEnd {
  /** Resolves if the process ends before it is stopped. */
  readonly lost: Promise<StreamBenchError>;
  readonly #lost = Promise.withResolvers<StreamBenchError>();
  #isStopped = false;

  /** @param ended resolves when the process has ended, with what that means */
  constructor(ended: Promise<StreamBenchError>) {
    this.lost = this.#lost.promise;
    void ended.then((error) => this.report(error));
  }

  /** The first report counts. */
  report(error: StreamBenchError): void {
    if (!this.#isStopped) this.#lost.resolve(error);
  }

  /** From now on its end is no loss. */
  stop(): void {
    this.#isStopped = true;
  }
}
