/** When the invocations of an executor were due that decides on each of them anew. */
export class DueTimes {
  readonly #startNanos: Float64Array;
  readonly #dueNanos: Float64Array;
  #length = 0;

  /** Has room for `most` invocations. Filled beforehand, since the first write to a page would be part of a latency. */
  constructor(most: number) {
    this.#startNanos = new Float64Array(most).fill(NaN);
    this.#dueNanos = new Float64Array(most).fill(NaN);
  }

  /** To be called in order, when an invocation starts that takes all records that have arrived. */
  add(startNanos: number, dueNanos: number): void {
    this.#startNanos[this.#length] = startNanos;
    this.#dueNanos[this.#length++] = dueNanos;
  }

  /** That of the first invocation since the arrival. */
  since(arrivalNanos: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#startNanos[middle] < arrivalNanos) low = middle + 1;
      else high = middle;
    }
    return Math.max(arrivalNanos, this.#dueNanos[low]);
  }
}
