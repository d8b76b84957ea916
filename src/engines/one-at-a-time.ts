/**
 * A unit is measured only when the machine is free of the one before. Units may prepare at the same time: each
 * takes its place in the queue first, and asks for its turn when it is ready.
 */
export class OneAtATime {
  #before: Promise<unknown> = Promise.resolve();

  /**
   * Takes the next place.
   *
   * @param untilFree settles when the machine is free of this unit
   * @returns resolves when it is free of all units before this one
   */
  async turn(untilFree: Promise<unknown>): Promise<void> {
    const free = this.#before;
    this.#before = Promise.allSettled([free, untilFree]);
    await free;
  }
}
