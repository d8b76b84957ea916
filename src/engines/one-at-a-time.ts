/**
 * Lets one unit at a time use the machine. Units may prepare at the same time: each takes its place in the queue first,
 * and waits for its turn when it is ready.
 */
export class OneAtATime {
  #before: Promise<unknown> = Promise.resolve();

  /**
   * Takes the next place.
   *
   * @param untilFree settles when this unit no longer uses the machine
   * @returns resolves when no earlier unit uses the machine
   */
  async turn(untilFree: Promise<unknown>): Promise<void> {
    const free = this.#before;
    this.#before = Promise.allSettled([free, untilFree]);
    await free;
  }
}
