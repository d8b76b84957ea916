import type { Dictionary } from '../columns/dictionary.ts';
import type { Accumulator } from './aggregates/aggregate.ts';
import { createAccumulator } from './aggregates/index.ts';
import { cellsOrder } from './cell-order.ts';
import { DueQueue } from './due-queue.ts';
import type { KeyCell } from './cell-map.ts';
import { KeyedSpans } from './keyed-spans.ts';
import type { TimedState } from './operator.ts';
import type { Watermark } from './watermark.ts';
import type { WindowedNode } from './windowed-rows.ts';

/** Rows in order of arrival, one after the other: a row's place in that order, then its arguments. */
type Run = (number | null)[];

interface Session {
  readonly key: readonly KeyCell[];
  first: number;
  last: number;
  /** Its rows; one run, and one more for each session that was merged into it. */
  runs: Run[];
  isClosed: boolean;
  /** The session that has its rows now. */
  mergedInto: Session | undefined;
}

/** The rows of a key in one span. They are within the gap of each other, and so of one session. */
interface SpanOfKey {
  session: Session;
  earliest: number;
  latest: number;
}

/**
 * The open sessions of all keys. They are found by the rows near a time, in spans of event time that are one
 * microsecond longer than the gap. So a row costs the same however many sessions its key has, and merging two of them
 * does not move the rows of the one with more runs.
 */
export class Sessions implements TimedState {
  /** Set by the generated code: takes the row of a closed session, whose aggregates are in slot 0 of `accumulators`. */
  emit: (key: readonly KeyCell[], start: number, end: number) => void = () => {};
  readonly accumulators: readonly Accumulator[];
  readonly #spans: KeyedSpans<SpanOfKey>;
  /** Every open session once, by a time at which it was due. The session may since have been extended. */
  readonly #queue = new DueQueue<Session>();
  readonly #gap: number;
  readonly #compareKeys: (left: readonly KeyCell[], right: readonly KeyCell[]) => number;
  readonly #takesArgument: readonly boolean[];
  /** Values per row. */
  readonly #stride: number;
  readonly #watermark: Watermark;
  /** Spans are forgotten from this watermark on. */
  #forgetAtMicros = -Infinity;
  #arrivals = 0;

  constructor(node: WindowedNode, gapMicros: number, dictionary: Dictionary, watermark: Watermark) {
    this.#watermark = watermark;
    this.#gap = gapMicros;
    this.accumulators = Object.values(node.aggregates).map((aggregate) => createAccumulator(aggregate, dictionary));
    for (const accumulator of this.accumulators) accumulator.grow(1);
    this.#spans = new KeyedSpans(node.by.length, gapMicros + 1);
    this.#compareKeys = cellsOrder(
      node.by.map((name) => node.schema[name]),
      dictionary,
    );
    this.#takesArgument = Object.values(node.aggregates).map(({ argument }) => argument !== undefined);
    this.#stride = 1 + this.#takesArgument.filter(Boolean).length;
  }

  /** How many spans of how many keys are held. */
  get spansHeld(): number {
    return this.#spans.size;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** Where the caller adds the row's arguments, in its session; undefined if the row is late. */
  at(timeMicros: number, key: readonly KeyCell[]): Run | undefined {
    if (this.#dueAfter(timeMicros) <= this.#watermark.micros) return undefined;
    const [run] = this.#sessionAt(timeMicros, key).runs;
    run.push(this.#arrivals++);
    return run;
  }

  advance(watermarkMicros: number): void {
    const closing: Session[] = [];
    while (this.#queue.size > 0 && this.#queue.nextMicros <= watermarkMicros) {
      const session = this.#queue.pop();
      if (session.mergedInto !== undefined) continue;
      const due = this.#dueAfter(session.last);
      if (due <= watermarkMicros) closing.push(session);
      else this.#queue.push(due, session);
    }
    if (closing.length > 0) this.#close(closing);
    // Rows in time are at most the gap behind the watermark, and reach a row that is the gap before them.
    this.#spans.forgetBefore(watermarkMicros - 2 * this.#gap);
    this.#forgetAtMicros = watermarkMicros + this.#gap;
  }

  get dueMicros(): number {
    return Math.min(this.#queue.nextMicros, this.#forgetAtMicros);
  }

  /** The first microsecond that is too late to join a session with this last row. */
  #dueAfter(lastMicros: number): number {
    return lastMicros + this.#gap + 1;
  }

  /** The session of a new row, extended to hold it. */
  #sessionAt(time: number, key: readonly KeyCell[]): Session {
    const span = this.#spans.numberOf(time);
    const here = this.#spans.get(span, key);
    const own = here === undefined ? undefined : openSession(here);
    if (here !== undefined && own !== undefined && here.earliest <= time && time <= here.latest) return own;
    let session = own;
    if (own === undefined || time < here!.earliest) {
      const before = this.#spans.get(span - 1, key);
      if (before !== undefined && time - before.latest <= this.#gap) session = joined(openSession(before), session);
    }
    if (own === undefined || time > here!.latest) {
      const after = this.#spans.get(span + 1, key);
      if (after !== undefined && after.earliest - time <= this.#gap) session = joined(openSession(after), session);
    }
    session ??= this.#start(time, key);
    session.first = Math.min(session.first, time);
    session.last = Math.max(session.last, time);
    if (here === undefined) this.#spans.add(span, key, { session, earliest: time, latest: time });
    else if (own === undefined) Object.assign(here, { session, earliest: time, latest: time });
    else extend(here, time);
    return session;
  }

  #start(time: number, key: readonly KeyCell[]): Session {
    const session: Session = { key, first: time, last: time, runs: [[]], isClosed: false, mergedInto: undefined };
    const due = this.#dueAfter(time);
    this.#queue.push(due, session);
    this.#watermark.expect(due);
    return session;
  }

  #close(closing: Session[]): void {
    closing.sort((left, right) => left.last - right.last || this.#compareKeys(left.key, right.key));
    for (const session of closing) {
      session.isClosed = true;
      this.#aggregate(session.runs);
      session.runs = [];
      this.emit(session.key, session.first, session.last + this.#gap);
      for (const accumulator of this.accumulators) accumulator.reset(0);
    }
  }

  #aggregate(runs: readonly Run[]): void {
    const rows = runs.length === 1 ? runs[0] : inArrivalOrder(runs, this.#stride);
    for (let row = 0; row < rows.length; row += this.#stride) {
      let at = row;
      for (let index = 0; index < this.accumulators.length; index++) {
        const value = this.#takesArgument[index] ? rows[++at] : 0;
        if (value !== null) this.accumulators[index].add(0, value);
      }
    }
  }
}

function extend(span: SpanOfKey, time: number): void {
  span.earliest = Math.min(span.earliest, time);
  span.latest = Math.max(span.latest, time);
}

/** The session that has the rows of a span; undefined if it is closed. */
function openSession({ session }: SpanOfKey): Session | undefined {
  let found = session;
  while (found.mergedInto !== undefined) {
    // Halves the path for the next time (R. Tarjan and J. van Leeuwen, Worst-case analysis of set union, 1984).
    found.mergedInto = found.mergedInto.mergedInto ?? found.mergedInto;
    found = found.mergedInto;
  }
  return found.isClosed ? undefined : found;
}

/** One session of two. The runs of the one with fewer move, so a run moves at most log₂(runs) times. */
function joined(left: Session | undefined, right: Session | undefined): Session | undefined {
  if (left === undefined || right === undefined || left === right) return left ?? right;
  const [more, fewer] = left.runs.length >= right.runs.length ? [left, right] : [right, left];
  for (const run of fewer.runs) more.runs.push(run);
  more.first = Math.min(more.first, fewer.first);
  more.last = Math.max(more.last, fewer.last);
  fewer.runs = [];
  fewer.mergedInto = more;
  return more;
}

function inArrivalOrder(runs: readonly Run[], stride: number): Run {
  const places = runs.flatMap((run) =>
    Array.from({ length: run.length / stride }, (_, row) => ({ run, at: row * stride })),
  );
  places.sort((left, right) => left.run[left.at]! - right.run[right.at]!);
  return places.flatMap(({ run, at }) => run.slice(at, at + stride));
}
