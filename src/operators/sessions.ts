import type { Dictionary } from '../columns/dictionary.ts';
import type { Accumulator } from './aggregates/aggregate.ts';
import { createAccumulator } from './aggregates/index.ts';
import { cellsOrder } from './cell-order.ts';
import { DueQueue } from './due-queue.ts';
import { KeyMap } from './key-map.ts';
import type { KeyCell } from './key-trie.ts';
import type { TimedState } from './operator.ts';
import type { WindowedNode } from './windowed-rows.ts';

/** What a session keeps of its rows: for each its place in the order of arrival, then its arguments. */
type Notes = (number | null)[];

interface Session {
  readonly key: readonly KeyCell[];
  first: number;
  last: number;
  notes: Notes;
  /** Its rows have gone over to another session. */
  merged: boolean;
}

/** The open sessions of all keys. */
export class Sessions implements TimedState {
  /** Set by the generated code: what happens with the row of a closed session. */
  emit: (
    key: readonly KeyCell[],
    accumulators: readonly Accumulator[],
    slot: number,
    start: number,
    end: number,
  ) => void = () => {};
  /** Of each key, by event time: they lie further apart than the gap. */
  readonly #byKey: KeyMap<Session[]>;
  /** Every open session once, under an end that it had: when that has come, it may since have moved on. */
  readonly #queue = new DueQueue<Session>();
  readonly #node: WindowedNode;
  readonly #gap: number;
  readonly #dictionary: Dictionary;
  readonly #compareKeys: (left: readonly KeyCell[], right: readonly KeyCell[]) => number;
  readonly #takesArgument: readonly boolean[];
  /** How many notes a row makes. */
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

  /** The notes of the row's session, to which its arguments are to be added; undefined where the row is late. */
  at(timeMicros: number, key: readonly KeyCell[]): Notes | undefined {
    if (timeMicros + this.#gap <= this.#watermark) return undefined;
    const { notes } = this.#sessionAt(timeMicros, key);
    notes.push(this.#arrivals++);
    return notes;
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

  /** The session that the row is in from now on, its range widened to hold it. */
  #sessionAt(time: number, key: readonly KeyCell[]): Session {
    let sessions = this.#byKey.get(key);
    if (sessions === undefined) this.#byKey.add(key, (sessions = []));
    // Behind those that begin early enough: of these, only the last two can reach the row, one from either side.
    let behind = sessions.length;
    while (behind > 0 && sessions[behind - 1].first - this.#gap > time) behind--;
    if (behind === 0 || sessions[behind - 1].last + this.#gap < time) return this.#start(time, key, sessions, behind);
    if (behind > 1 && sessions[behind - 2].last + this.#gap >= time) behind = this.#merge(sessions, behind);
    const session = sessions[behind - 1];
    session.first = Math.min(session.first, time);
    session.last = Math.max(session.last, time);
    return session;
  }

  #start(time: number, key: readonly KeyCell[], sessions: Session[], at: number): Session {
    const session: Session = { key, first: time, last: time, notes: [], merged: false };
    sessions.splice(at, 0, session);
    this.#queue.push(time + this.#gap, session);
    return session;
  }

  /** Makes one of the two sessions before this place, and returns the place behind it. */
  #merge(sessions: Session[], behind: number): number {
    const [earlier, later] = sessions.splice(behind - 2, 2);
    sessions.splice(behind - 2, 0, earlier);
    earlier.last = later.last;
    earlier.notes = inArrivalOrder(earlier.notes, later.notes, this.#stride);
    later.notes = [];
    later.merged = true;
    return behind - 1;
  }

  #close(closing: Session[]): void {
    closing.sort((left, right) => left.last - right.last || this.#compareKeys(left.key, right.key));
    const accumulators = Object.values(this.#node.aggregates).map((aggregate) =>
      createAccumulator(aggregate, this.#dictionary),
    );
    for (const accumulator of accumulators) accumulator.grow(closing.length);
    for (const [slot, session] of closing.entries()) {
      this.#forget(session);
      this.#aggregate(session.notes, accumulators, slot);
      this.emit(session.key, accumulators, slot, session.first, session.last + this.#gap);
    }
  }

  #forget(session: Session): void {
    const sessions = this.#byKey.get(session.key)!;
    sessions.splice(sessions.indexOf(session), 1);
    if (sessions.length === 0) this.#byKey.delete(session.key);
  }

  #aggregate(notes: Notes, accumulators: readonly Accumulator[], slot: number): void {
    for (let row = 0; row < notes.length; row += this.#stride) {
      let at = row;
      for (let index = 0; index < accumulators.length; index++) {
        const value = this.#takesArgument[index] ? notes[++at] : 0;
        if (value !== null) accumulators[index].add(slot, value);
      }
    }
  }
}

/** The notes of both, each in arrival order, as one list in arrival order. */
function inArrivalOrder(left: Notes, right: Notes, stride: number): Notes {
  const [notes, added] = left[0]! < right[0]! ? [left, right] : [right, left];
  // What arrived before all that is added, mostly by far the most, stays where it is.
  let from = notes.length;
  while (notes[from - stride]! > added[0]!) from -= stride;
  const tail = notes.splice(from);
  let [tailAt, addedAt] = [0, 0];
  while (tailAt < tail.length || addedAt < added.length) {
    const takeTail = addedAt === added.length || (tailAt < tail.length && tail[tailAt]! < added[addedAt]!);
    const end = stride + (takeTail ? tailAt : addedAt);
    if (takeTail) while (tailAt < end) notes.push(tail[tailAt++]);
    else while (addedAt < end) notes.push(added[addedAt++]);
  }
  return notes;
}
