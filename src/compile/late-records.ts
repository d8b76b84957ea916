import type { LateCounts } from './step.ts';

/** Counts late records. They are noted in the order of their indices, so a record is new if it is not the last one. */
export class LateRecords implements LateCounts {
  records = 0;
  additions = 0;
  readonly #from: number;
  readonly #to: number;
  #last = -1;

  /** Counts the records [from, to) and ignores all others: `to` also stands for the end of the stream. */
  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  /** The record with this index came too late for so many windows, or for one operator. */
  note(record: number, additions: number): void {
    if (record < this.#from || record >= this.#to) return;
    this.additions += additions;
    if (record === this.#last) return;
    this.#last = record;
    this.records++;
  }
}
