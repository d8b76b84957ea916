import type { KeyCell } from './cell-map.ts';
import { DueQueue } from './due-queue.ts';
import { KeyMap } from './key-map.ts';
import type { TimedState } from './operator.ts';
import type { SessionValues } from './session-values.ts';
import type { Watermark } from './watermark.ts';

type Key = readonly KeyCell[];

interface Session<Values> {
  readonly key: Key;
  first: number;
  last: number;
  values: Values;
  /** False once it has closed, or was joined with an earlier one. */
  isOpen: boolean;
}

/** The open sessions of all keys. Those of one key are more than the gap apart, and stand in the order of time. */
export class Sessions<Values> implements TimedState {
  /** Set by the generated code: takes the row of a closed session, whose aggregates are in a slot. */
  emit: (key: Key, slot: number, start: number, end: number) => void = () => {};
  readonly values: SessionValues<Values>;
  readonly #byKey: KeyMap<Session<Values>[]>;
  /** Every open session once, by a time at which it was due. The session may since have been extended. */
  readonly #queue = new DueQueue<Session<Values>>();
  readonly #gap: number;
  readonly #compareKeys: (left: Key, right: Key) => number;
  readonly #watermark: Watermark;

  /**
   * @param compareKeys the order of sessions that close with the same last row
   * @param values of a session, to which the caller adds the rows
   */
  constructor(
    keyColumns: number,
    gapMicros: number,
    compareKeys: (left: Key, right: Key) => number,
    values: SessionValues<Values>,
    watermark: Watermark,
  ) {
    this.#byKey = new KeyMap(keyColumns);
    this.#gap = gapMicros;
    this.#compareKeys = compareKeys;
    this.values = values;
    this.#watermark = watermark;
  }

  /** How many keys have open sessions. */
  get keysHeld(): number {
    return this.#byKey.size;
  }

  get queued(): number {
    return this.#queue.size;
  }

  get dueMicros(): number {
    return this.#queue.nextMicros;
  }

  /** The values of the row's session, to which the caller adds the row; undefined if the row is late. */
  at(timeMicros: number, key: Key): Values | undefined {
    if (this.#dueAfter(timeMicros) <= this.#watermark.micros) return undefined;
    const own = this.#byKey.get(key);
    if (own !== undefined) return this.#sessionAt(timeMicros, key, own).values;
    const session = this.#start(timeMicros, key);
    this.#byKey.add(key, [session]);
    return session.values;
  }

  advance(watermarkMicros: number): void {
    const closing: Session<Values>[] = [];
    while (this.#queue.size > 0 && this.#queue.nextMicros <= watermarkMicros) {
      const session = this.#queue.pop();
      if (!session.isOpen) continue;
      const due = this.#dueAfter(session.last);
      if (due <= watermarkMicros) closing.push(session);
      else this.#queue.push(due, session);
    }
    if (closing.length > 0) this.#close(closing);
  }

  /** The first microsecond that is too late to join a session with this last row. */
  #dueAfter(lastMicros: number): number {
    return lastMicros + this.#gap + 1;
  }

  /** The session of a new row, extended to hold it. It may join two. */
  #sessionAt(time: number, key: Key, own: Session<Values>[]): Session<Values> {
    const at = placeOf(time, own);
    const before = at < 0 ? undefined : own[at];
    const isBefore = before !== undefined && time - before.last <= this.#gap;
    // Most rows are within a session, or behind the last one of their key.
    if (isBefore && time <= before.last) return before;
    const after = at + 1 < own.length ? own[at + 1] : undefined;
    const isAfter = after !== undefined && after.first - time <= this.#gap;
    if (isBefore) {
      before.last = time;
      if (isAfter) this.#join(before, own, at + 1);
      return before;
    }
    if (isAfter) {
      after.first = time;
      return after;
    }
    const session = this.#start(time, key);
    own.splice(at + 1, 0, session);
    return session;
  }

  #join(session: Session<Values>, own: Session<Values>[], place: number): void {
    const [next] = own.splice(place, 1);
    session.last = next.last;
    session.values = this.values.join(session.values, next.values);
    next.isOpen = false;
  }

  #start(time: number, key: Key): Session<Values> {
    const session = { key, first: time, last: time, values: this.values.open(), isOpen: true };
    const due = this.#dueAfter(time);
    this.#queue.push(due, session);
    this.#watermark.expect(due);
    return session;
  }

  #close(closing: Session<Values>[]): void {
    closing.sort((left, right) => left.last - right.last || this.#compareKeys(left.key, right.key));
    for (const session of closing) {
      session.isOpen = false;
      this.#forget(session);
      const slot = this.values.slotOf(session.values);
      this.emit(session.key, slot, session.first, session.last + this.#gap);
      this.values.release(slot);
    }
  }

  #forget(session: Session<Values>): void {
    const own = this.#byKey.get(session.key)!;
    if (own.length === 1) this.#byKey.delete(session.key);
    else own.splice(own.indexOf(session), 1);
  }
}

/** The place of the last session that begins up to a time; -1 if all begin later. */
function placeOf<Values>(time: number, sessions: readonly Session<Values>[]): number {
  let [low, high] = [-1, sessions.length - 1];
  // Most rows come behind all sessions of their key.
  if (sessions[high].first <= time) return high;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sessions[middle].first <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
