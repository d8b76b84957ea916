import type { Effects } from './effects.ts';

/**
 * When the effect of each record was visible: with the first row of its group whose ordinal reaches its own, and of
 * several effects with the first. So modes that put out different rows have one latency for each record, and the same
 * records have one. Not before it was read: a row that was lost hides the records that only it showed.
 */
export class Visibility {
  /** By the number of the record, in nanoseconds of the clock of the rows; Infinity where nothing was seen. */
  readonly nanos: Float64Array;
  /** By how much that may have been noted late, in nanoseconds; 0 where nothing was seen. */
  readonly lateNanos: Float64Array;
  /** Rows of a group that no record belongs to: the answer is another one. */
  unknownRows = 0;
  /** Effects that were not seen: of all records, and of those of the warm-up. */
  missing: number;
  missingOfWarmUp: number;
  readonly #measuredFrom: number;
  readonly #groups: Effects['groups'];
  /** How many effects of a group are visible. */
  readonly #seen = new Map<string, number>();

  constructor({ groups, counts }: Effects, measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
    this.#groups = groups;
    this.nanos = new Float64Array(counts.length).fill(Infinity);
    this.lateNanos = new Float64Array(counts.length);
    this.missing = total(counts);
    this.missingOfWarmUp = total(counts.subarray(0, measuredFrom));
  }

  /** @param ordinal Infinity where a row shows its whole group */
  observe(key: string, ordinal: number, nanos: number, lateNanos = 0): void {
    const group = this.#groups.get(key);
    if (group === undefined) {
      this.unknownRows++;
      return;
    }
    let seen = this.#seen.get(key) ?? 0;
    for (; seen < group.records.length && group.ordinals[seen] <= ordinal; seen++) {
      const record = group.records[seen];
      if (nanos < this.nanos[record]) [this.nanos[record], this.lateNanos[record]] = [nanos, lateNanos];
      this.missing--;
      if (record < this.#measuredFrom) this.missingOfWarmUp--;
    }
    this.#seen.set(key, seen);
  }
}

function total(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
