/** Values by the event time at which they fall due. */
export class DueMap<V> {
  readonly #values = new Map<number, V>();
  #nextMicros = Infinity;

  get size(): number {
    return this.#values.size;
  }

  get(dueMicros: number): V | undefined {
    return this.#values.get(dueMicros);
  }

  set(dueMicros: number, value: V): void {
    this.#values.set(dueMicros, value);
    this.#nextMicros = Math.min(this.#nextMicros, dueMicros);
  }

  /** Whether a value is due at this watermark. */
  isDue(watermarkMicros: number): boolean {
    return this.#nextMicros <= watermarkMicros;
  }

  /** Removes the values that are due at this watermark. Returns them with their times, earliest first. */
  takeDue(watermarkMicros: number): [dueMicros: number, value: V][] {
    const due = [...this.#values].filter(([dueMicros]) => dueMicros <= watermarkMicros);
    for (const [dueMicros] of due) this.#values.delete(dueMicros);
    this.#nextMicros = Infinity;
    for (const dueMicros of this.#values.keys()) this.#nextMicros = Math.min(this.#nextMicros, dueMicros);
    return due.sort(([left], [right]) => left - right);
  }
}
