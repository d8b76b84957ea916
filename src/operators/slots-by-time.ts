/** With more slots than this, a chunk is divided: to move as many numbers takes about as long as to find the place. */
const mostInChunk = 512;

/**
 * Slots in the order of their times; those of one time in the order in which they were added. To add or find one of n
 * takes about log₂(n) comparisons, and moves the slots of one chunk at most.
 */
export class SlotsByTime {
  /** None is empty. */
  readonly #chunks: number[][] = [];

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** @param times by slot; those of slots that are here do not change */
  add(slot: number, times: Float64Array): void {
    const last = this.#chunks.at(-1);
    // Most slots come behind all others.
    if (last !== undefined && last.length < mostInChunk && times[last[last.length - 1]] <= times[slot]) {
      last.push(slot);
      return;
    }
    if (this.isEmpty) {
      this.#chunks.push([slot]);
      return;
    }
    // Before all others it joins the first chunk.
    const at = Math.max(0, this.#chunkOf(times[slot], times));
    const chunk = this.#chunks[at];
    const place = placeAfter(times[slot], chunk, times);
    if (place === chunk.length) chunk.push(slot);
    else chunk.splice(place, 0, slot);
    if (chunk.length > mostInChunk) this.#chunks.splice(at + 1, 0, chunk.splice(mostInChunk / 2));
  }

  /** As `add`, but in the place of the last slot of that time, if there is one. Returns that slot, or -1. */
  put(slot: number, times: Float64Array): number {
    const at = this.#chunkOf(times[slot], times);
    const chunk = this.#chunks[at] as number[] | undefined;
    const place = chunk === undefined ? -1 : placeAfter(times[slot], chunk, times) - 1;
    if (chunk === undefined || times[chunk[place]] !== times[slot]) {
      this.add(slot, times);
      return -1;
    }
    const replaced = chunk[place];
    chunk[place] = slot;
    return replaced;
  }

  /** The last slot up to a time, that time included; -1 if there is none. */
  lastUpTo(timeMicros: number, times: Float64Array): number {
    const at = this.#chunkOf(timeMicros, times);
    if (at < 0) return -1;
    const chunk = this.#chunks[at];
    return chunk[placeAfter(timeMicros, chunk, times) - 1];
  }

  /** Adds the slots from one time to another, both included, to `found`, in their order. */
  between(fromMicros: number, toMicros: number, times: Float64Array, found: number[]): void {
    // Slots of the first time may begin in the chunk before the one that ends with them.
    for (let at = Math.max(0, this.#chunkBefore(fromMicros, times)); at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at];
      for (let place = placeBefore(fromMicros, chunk, times); place < chunk.length; place++) {
        if (times[chunk[place]] > toMicros) return;
        found.push(chunk[place]);
      }
    }
  }

  /** Removes the slots before a time, and passes them to `release`. */
  removeBefore(timeMicros: number, times: Float64Array, release: (slot: number) => void): void {
    let whole = 0;
    while (whole < this.#chunks.length && times[this.#chunks[whole].at(-1)!] < timeMicros) whole++;
    for (const chunk of this.#chunks.splice(0, whole)) for (const slot of chunk) release(slot);
    if (this.isEmpty) return;
    const [first] = this.#chunks;
    for (const slot of first.splice(0, placeBefore(timeMicros, first, times))) release(slot);
  }

  /** The last chunk that begins up to a time, or -1. */
  #chunkOf(timeMicros: number, times: Float64Array): number {
    return lastIndex(this.#chunks.length, (at) => times[this.#chunks[at][0]] <= timeMicros);
  }

  /** The last chunk that begins before a time, or -1. */
  #chunkBefore(timeMicros: number, times: Float64Array): number {
    return lastIndex(this.#chunks.length, (at) => times[this.#chunks[at][0]] < timeMicros);
  }
}

/** The place after all slots up to a time. */
function placeAfter(timeMicros: number, chunk: readonly number[], times: Float64Array): number {
  // Most times are later than those before.
  if (times[chunk[chunk.length - 1]] <= timeMicros) return chunk.length;
  return lastIndex(chunk.length, (place) => times[chunk[place]] <= timeMicros) + 1;
}

/** The place after all slots before a time. */
function placeBefore(timeMicros: number, chunk: readonly number[], times: Float64Array): number {
  if (times[chunk[0]] >= timeMicros) return 0;
  return lastIndex(chunk.length, (place) => times[chunk[place]] < timeMicros) + 1;
}

/** The last of `length` indices for which something holds that holds up to some index, and then no more; or -1. */
function lastIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [-1, length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
