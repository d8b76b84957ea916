import { KeyMap } from './key-map.ts';
import type { CodeWriter, RowCode } from './operator.ts';
import { writeKey } from './key-trie.ts';
import type { KeyCell } from './cell-map.ts';
import type { Watermark } from './watermark.ts';

/** Values of keys, by slot. */
export interface SlotValues {
  /** Makes room for at least this many slots. New ones are empty. */
  grow(capacity: number): void;
  /** Empties a slot before another key gets it. */
  reset(slot: number): void;
}

/** Slots checked for each row and once more for each new key. With two, at most half of all hold forgotten keys. */
const sweptAtOnce = 2;

/**
 * A slot for each key. A key is forgotten when it has had no row for `idleMicros` of event time: when its largest event
 * time + idleMicros < the event time of its next row, or < the watermark before that row. This is tested when the key
 * is looked up. Keys that are never looked up again are swept, a few slots with each row, so that none waits for long.
 * When they are swept does not affect any result.
 */
export class KeyedSlots {
  readonly #values: readonly SlotValues[];
  readonly #idleMicros: number;
  readonly #slots: KeyMap<number>;
  /** By slot; undefined in free ones. */
  readonly #keys: (readonly KeyCell[] | undefined)[] = [];
  readonly #latest: number[] = [];
  readonly #free: number[] = [];
  readonly #watermark: Watermark;
  #capacity = 16;
  #hand = 0;

  /** @param idleMicros Infinity if keys are never forgotten */
  constructor(keyColumns: number, idleMicros: number, values: readonly SlotValues[], watermark: Watermark) {
    this.#values = values;
    this.#idleMicros = idleMicros;
    this.#watermark = watermark;
    this.#slots = new KeyMap(keyColumns);
    for (const each of values) each.grow(this.#capacity);
  }

  /** How many keys hold a slot. */
  get size(): number {
    return this.#slots.size;
  }

  /** Slots in use or free. */
  get slotCount(): number {
    return this.#keys.length;
  }

  /** The slot of a row's key, or -1 if the key is new or forgotten. */
  find(key: readonly KeyCell[], timeMicros: number): number {
    this.#sweep();
    const slot = this.#slots.get(key);
    if (slot === undefined) return -1;
    if (this.#latest[slot] + this.#idleMicros < Math.max(timeMicros, this.#watermark.micros)) {
      this.#release(slot);
      return -1;
    }
    if (timeMicros > this.#latest[slot]) this.#latest[slot] = timeMicros;
    return slot;
  }

  /** Opens an empty slot for a key that `find` did not find. */
  open(key: readonly KeyCell[], timeMicros: number): number {
    this.#sweep();
    const slot = this.#free.pop() ?? this.#append();
    this.#slots.add(key, slot);
    this.#keys[slot] = key;
    this.#latest[slot] = timeMicros;
    return slot;
  }

  #append(): number {
    const slot = this.#keys.length;
    if (slot === this.#capacity) {
      this.#capacity *= 2;
      for (const each of this.#values) each.grow(this.#capacity);
    }
    this.#keys.push(undefined);
    this.#latest.push(-Infinity);
    return slot;
  }

  #sweep(): void {
    if (this.#idleMicros === Infinity) return;
    for (let looked = 0; looked < sweptAtOnce && looked < this.#keys.length; looked++) {
      this.#hand = (this.#hand + 1) % this.#keys.length;
      const isForgotten = this.#latest[this.#hand] + this.#idleMicros < this.#watermark.micros;
      if (isForgotten && this.#keys[this.#hand] !== undefined) this.#release(this.#hand);
    }
  }

  #release(slot: number): void {
    this.#slots.delete(this.#keys[slot]!);
    this.#keys[slot] = undefined;
    this.#free.push(slot);
    for (const each of this.#values) each.reset(slot);
  }
}

/** The variables of generated code that hold the slot of the row's key, and whether it was opened for this row. */
export interface SlotCode {
  readonly slot: string;
  readonly isNew: string;
}

/** Finds the slot of the row's key, or opens one. */
export function writeSlot(slots: string, by: readonly string[], row: RowCode, writer: CodeWriter): SlotCode {
  const key = writer.variable(`[${writeKey(by, row, writer).join(', ')}]`);
  const found = writer.variable(`${slots}.find(${key}, ${row.time})`);
  const isNew = writer.variable(`${found} < 0`);
  return { slot: writer.variable(`${isNew} ? ${slots}.open(${key}, ${row.time}) : ${found}`), isNew };
}
