import { DueQueue } from './due-queue.ts';

/** Values by the event time at which they fall due. What is not due yet costs nothing when others are taken. */
export class DueMap<V> {
  readonly #values = new Map<number, V>();
  readonly #queue = new DueQueue<V>();

  get size(): number {
    return this.#values.size;
  }

  get(dueMicros: number): V | undefined {
    return this.#values.get(dueMicros);
  }

  /** Adds the value of a time that has none. */
  add(dueMicros: number, value: V): void {
    this.#values.set(dueMicros, value);
    this.#queue.push(dueMicros, value);
  }

  /** When the earliest value falls due, or Infinity if there is none. */
  get nextMicros(): number {
    return this.#queue.nextMicros;
  }

  /** Whether a value is due at this watermark. */
  isDue(watermarkMicros: number): boolean {
    return this.#queue.size > 0 && this.#queue.nextMicros <= watermarkMicros;
  }

  /** Removes the values that are due at this watermark. Returns them with their times, earliest first. */
  takeDue(watermarkMicros: number): [dueMicros: number, value: V][] {
    const due: [number, V][] = [];
    while (this.isDue(watermarkMicros)) {
      const { nextMicros } = this.#queue;
      due.push([nextMicros, this.#queue.pop()]);
      this.#values.delete(nextMicros);
    }
    return due;
  }
}
