import { fate } from '../columns/fate.ts';
import type { LateCounts, LateOfAll } from './step.ts';

/**
 * Counts late records. They are noted in the order of their indices. So a record is new if it is not the last one, and
 * then the fate of the last one is final.
 */
export class LateRecords {
  /** Of the measured records. */
  readonly measured = { records: 0, additions: 0 } satisfies LateCounts;
  readonly #from: number;
  readonly #to: number;
  readonly #fates: Uint8Array;
  #records = 0;
  /** Without the last one, whose fate may still change. */
  #dropped = 0;
  #measuredDropped = 0;
  #last = -1;

  /**
   * @param from index of the first measured record
   * @param to number of the records; as an index it stands for the end of the stream, which is ignored
   * @param fates of the records, filled in as they are processed
   */
  constructor(from: number, to: number, fates: Uint8Array) {
    this.#from = from;
    this.#to = to;
    this.#fates = fates;
  }

  /** Of all records, also those of the warm-up. To be read between invocations. */
  get all(): LateOfAll {
    const last = this.#lastIsDropped() ? 1 : 0;
    return {
      records: this.#records,
      dropped: this.#dropped + last,
      measuredDropped: this.#measuredDropped + (this.#lastIsMeasured() ? last : 0),
    };
  }

  /** The record with this index came too late for so many windows, or for one operator. */
  note(record: number, additions: number): void {
    if (record >= this.#to) return;
    if (record >= this.#from) this.measured.additions += additions;
    if (record === this.#last) return;
    if (this.#lastIsDropped()) {
      this.#dropped++;
      if (this.#lastIsMeasured()) this.#measuredDropped++;
    }
    this.#last = record;
    this.#records++;
    if (record >= this.#from) this.measured.records++;
  }

  #lastIsDropped(): boolean {
    return this.#last >= 0 && this.#fates[this.#last] === fate.dropped;
  }

  #lastIsMeasured(): boolean {
    return this.#last >= this.#from;
  }
}
