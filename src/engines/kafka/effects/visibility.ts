import type { EffectGroup, Effects } from './effects.ts';

/** A window of one key. */
export interface ClosedWindow {
  /** The number of the record that closed it. */
  readonly by: number;
  readonly nanos: number;
}

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
  /** Effects that were not seen: all, and those that were due in the warm-up. */
  missing: number;
  missingOfWarmUp: number;
  /** The windows that were seen: the record that closed each, and when its first row could be read. */
  readonly closed: ClosedWindow[] = [];
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
    this.missingOfWarmUp = 0;
    for (const group of groups.values())
      for (const record of group.records) if (this.#isOfWarmUp(group, record)) this.missingOfWarmUp++;
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
      if (this.#isOfWarmUp(group, record)) this.missingOfWarmUp--;
    }
    if (group.closedBy !== undefined && !this.#seen.has(key)) this.closed.push({ by: group.closedBy, nanos });
    this.#seen.set(key, seen);
  }

  /** Whether an effect is due before the end of the warm-up. */
  #isOfWarmUp({ closedBy }: EffectGroup, record: number): boolean {
    return (closedBy ?? record) < this.#measuredFrom;
  }
}

function total(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
