import type { Dictionary } from '../columns/dictionary.ts';
import type { Accumulator } from './aggregates/aggregate.ts';
import { createAccumulator } from './aggregates/index.ts';
import { cellsOrder } from './cell-order.ts';
import { DueQueue } from './due-queue.ts';
import { KeyMap } from './key-map.ts';
import type { KeyCell } from './key-trie.ts';
import type { TimedState } from './operator.ts';
import type { WindowedNode } from './windowed-rows.ts';

/** What a session keeps of its rows, one after the other: a row's place in the order of arrival, then its arguments. */
type RowValues = (number | null)[];

interface Session {
  readonly key: readonly KeyCell[];
  first: number;
  last: number;
  rows: RowValues;
  /** Whether its rows have moved to another session. */
  merged: boolean;
}

/** The open sessions of all keys. */
export class Sessions implements TimedState {
  /** Set by the generated code: takes the row of a closed session. */
  emit: (
    key: readonly KeyCell[],
    accumulators: readonly Accumulator[],
    slot: number,
    start: number,
    end: number,
  ) => void = () => {};
  /** The sessions of each key in the order of event time. They are further apart than the gap. */
  readonly #byKey: KeyMap<Session[]>;
  /** Every open session once, by an end that it has had. The session may since have been extended. */
  readonly #queue = new DueQueue<Session>();
  readonly #node: WindowedNode;
  readonly #gap: number;
  readonly #dictionary: Dictionary;
  readonly #compareKeys: (left: readonly KeyCell[], right: readonly KeyCell[]) => number;
  readonly #takesArgument: readonly boolean[];
  /** Values per row. */
  readonly #stride: number;
  #watermark = -Infinity;
  #arrivals = 0;

  constructor(node: WindowedNode, gapMicros: number, dictionary: Dictionary) {
    this.#node = node;
    this.#gap = gapMicros;
    this.#dictionary = dictionary;
    this.#byKey = new KeyMap(node.by.length);
    this.#compareKeys = cellsOrder(
      node.by.map((name) => node.schema[name]),
      dictionary,
    );
    this.#takesArgument = Object.values(node.aggregates).map(({ argument }) => argument !== undefined);
    this.#stride = 1 + this.#takesArgument.filter(Boolean).length;
  }

  get openKeys(): number {
    return this.#byKey.size;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** The values of the row's session, to which the caller adds the row's arguments; undefined if the row is late. */
  at(timeMicros: number, key: readonly KeyCell[]): RowValues | undefined {
    if (timeMicros + this.#gap <= this.#watermark) return undefined;
    const { rows } = this.#sessionAt(timeMicros, key);
    rows.push(this.#arrivals++);
    return rows;
  }

  advance(watermarkMicros: number): void {
    this.#watermark = watermarkMicros;
    const closing: Session[] = [];
    while (this.#queue.size > 0 && this.#queue.nextMicros <= watermarkMicros) {
      const session = this.#queue.pop();
      if (session.merged) continue;
      const end = session.last + this.#gap;
      if (end <= watermarkMicros) closing.push(session);
      else this.#queue.push(end, session);
    }
    if (closing.length > 0) this.#close(closing);
  }

  /** The session of a new row, extended to hold it. */
  #sessionAt(time: number, key: readonly KeyCell[]): Session {
    let sessions = this.#byKey.get(key);
    if (sessions === undefined) this.#byKey.add(key, (sessions = []));
    // How many sessions begin early enough. Only the last two of them can reach the row, one from either side.
    let count = sessions.length;
    while (count > 0 && sessions[count - 1].first - this.#gap > time) count--;
    if (count === 0 || sessions[count - 1].last + this.#gap < time) return this.#start(time, key, sessions, count);
    if (count > 1 && sessions[count - 2].last + this.#gap >= time) count = this.#mergeLastOf(sessions, count);
    const session = sessions[count - 1];
    session.first = Math.min(session.first, time);
    session.last = Math.max(session.last, time);
    return session;
  }

  #start(time: number, key: readonly KeyCell[], sessions: Session[], at: number): Session {
    const session: Session = { key, first: time, last: time, rows: [], merged: false };
    sessions.splice(at, 0, session);
    this.#queue.push(time + this.#gap, session);
    return session;
  }

  /** Merges the last two of the first `count` sessions. Returns the new count. */
  #mergeLastOf(sessions: Session[], count: number): number {
    const [earlier, later] = sessions.splice(count - 2, 2);
    sessions.splice(count - 2, 0, earlier);
    earlier.last = later.last;
    earlier.rows = inArrivalOrder(earlier.rows, later.rows, this.#stride);
    later.rows = [];
    later.merged = true;
    return count - 1;
  }

  #close(closing: Session[]): void {
    closing.sort((left, right) => left.last - right.last || this.#compareKeys(left.key, right.key));
    const accumulators = Object.values(this.#node.aggregates).map((aggregate) =>
      createAccumulator(aggregate, this.#dictionary),
    );
    for (const accumulator of accumulators) accumulator.grow(closing.length);
    for (const [slot, session] of closing.entries()) {
      this.#forget(session);
      this.#aggregate(session.rows, accumulators, slot);
      this.emit(session.key, accumulators, slot, session.first, session.last + this.#gap);
    }
  }

  #forget(session: Session): void {
    const sessions = this.#byKey.get(session.key)!;
    sessions.splice(sessions.indexOf(session), 1);
    if (sessions.length === 0) this.#byKey.delete(session.key);
  }

  #aggregate(rows: RowValues, accumulators: readonly Accumulator[], slot: number): void {
    for (let row = 0; row < rows.length; row += this.#stride) {
      let at = row;
      for (let index = 0; index < accumulators.length; index++) {
        const value = this.#takesArgument[index] ? rows[++at] : 0;
        if (value !== null) accumulators[index].add(slot, value);
      }
    }
  }
}

/** Merges two lists in order of arrival into one. */
function inArrivalOrder(left: RowValues, right: RowValues, stride: number): RowValues {
  const [rows, added] = left[0]! < right[0]! ? [left, right] : [right, left];
  // Rows that arrived before all of the added ones stay where they are. Usually these are most of them.
  let from = rows.length;
  while (rows[from - stride]! > added[0]!) from -= stride;
  const tail = rows.splice(from);
  let [tailAt, addedAt] = [0, 0];
  while (tailAt < tail.length || addedAt < added.length) {
    const takeTail = addedAt === added.length || (tailAt < tail.length && tail[tailAt]! < added[addedAt]!);
    const end = stride + (takeTail ? tailAt : addedAt);
    if (takeTail) while (tailAt < end) rows.push(tail[tailAt++]);
    else while (addedAt < end) rows.push(added[addedAt++]);
  }
  return rows;
}
