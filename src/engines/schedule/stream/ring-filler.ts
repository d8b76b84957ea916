import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import type { RecordShape } from '../../../sources/record-shape.ts';
import type { GeneratedSource, RecordMaker } from '../../../sources/source.ts';
import { place, type RecordRing } from './record-ring.ts';

/** Records are handed over in blocks, because the control words are shared with a thread that must not wait. */
const blockRecords = 1024;

/** The records that a ring is filled with. */
export interface RingRecords {
  /** In memory that threads share. */
  readonly arrivalsNanos: Float64Array;
  readonly seed: number;
  readonly shape: RecordShape;
  /** The texts that the reading end has codes for already. */
  readonly texts: readonly string[];
}

/** The writing end of a ring of records. */
export class RingFiller {
  readonly #ring: RecordRing;
  readonly #count: number;
  readonly #dictionary = new Dictionary();
  readonly #make: RecordMaker;
  readonly #send: (texts: readonly string[]) => void;
  #made = 0;

  /** @param send hands new texts to the reading end, in the order of their codes */
  constructor(
    source: GeneratedSource,
    ring: RecordRing,
    records: RingRecords,
    send: (texts: readonly string[]) => void,
  ) {
    const { arrivalsNanos, seed, shape, texts } = records;
    this.#ring = ring;
    this.#count = arrivalsNanos.length;
    for (const text of texts) this.#dictionary.encode(text);
    const table = Table.over(source.schema, this.#dictionary, ring.cells);
    this.#make = source.maker(table, arrivalsNanos, seed, shape);
    this.#send = send;
  }

  get isDone(): boolean {
    return this.#made === this.#count;
  }

  /** Makes a block of records, or fewer where there is no more room. Returns how many. */
  fill(): number {
    const { control, rows } = this.#ring;
    const room = Atomics.load(control, place.released) + rows - this.#made;
    const end = Math.min(this.#count, this.#made + Math.min(room, blockRecords));
    const [from, known] = [this.#made, this.#dictionary.size];
    for (; this.#made < end; this.#made++) this.#make(this.#made, this.#made & (rows - 1));
    // In this order: whoever sees the records finds their texts.
    if (this.#dictionary.size > known) this.#send(this.#dictionary.textsFrom(known));
    Atomics.store(control, place.texts, this.#dictionary.size);
    Atomics.store(control, place.made, this.#made);
    return this.#made - from;
  }
}
