interface Entry<T> {
  readonly dueMicros: number;
  readonly value: T;
}

/** Values that fall due at an event time, earliest first: a binary heap. */
export class DueQueue<T> {
  readonly #entries: Entry<T>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** When the earliest falls due, or Infinity if there is none. */
  get nextMicros(): number {
    return this.#entries.length === 0 ? Infinity : this.#entries[0].dueMicros;
  }

  push(dueMicros: number, value: T): void {
    const entries = this.#entries;
    let at = entries.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (entries[parent].dueMicros <= dueMicros) break;
      entries[at] = entries[parent];
      at = parent;
    }
    entries[at] = { dueMicros, value };
  }

  /** Removes and returns the earliest. The queue must not be empty. */
  pop(): T {
    const entries = this.#entries;
    const [{ value }] = entries;
    const moved = entries.pop()!;
    if (entries.length > 0) this.#sink(moved);
    return value;
  }

  /** Puts an entry at the root, then below all entries that fall due before it. */
  #sink(moved: Entry<T>): void {
    const entries = this.#entries;
    let at = 0;
    for (let child = 1; child < entries.length; child = 2 * at + 1) {
      if (child + 1 < entries.length && entries[child + 1].dueMicros < entries[child].dueMicros) child++;
      if (entries[child].dueMicros >= moved.dueMicros) break;
      entries[at] = entries[child];
      at = child;
    }
    entries[at] = moved;
  }
}
