import type { UnitObserver } from '../../../measurement/meter/deferred-commits.ts';
import type { Commit, Invocation } from '../../../measurement/meter/invocation.ts';
import { NumberReader } from './number-reader.ts';
import type { SpilledNumbers } from './spilled-numbers.ts';

/** In place of an invocation's end: what follows is a commit. */
const commitMark = -1;

type Numbers = Pick<SpilledNumbers, 'push' | 'pieces' | 'waitedNanos'>;

/**
 * As `InvocationLog`, of any number of invocations in little memory: they are in a file, and read from there. Each is
 * its end, three times, and its rows with their causes. Time that was taken is rare, and follows a negative number of
 * rows. Where another thread commits there are two times more, and commits by themselves.
 */
export class SpilledLog implements UnitObserver {
  hasTaken = false;
  readonly #numbers: Numbers;
  readonly #isDeferred: boolean;

  /** @param isDeferred whether another thread commits; else each invocation ends in its own commit, visible then */
  constructor(numbers: Numbers, isDeferred: boolean) {
    this.#numbers = numbers;
    this.#isDeferred = isDeferred;
  }

  get waitedNanos(): number {
    return this.#numbers.waitedNanos;
  }

  /** Call it in order: each invocation starts with the record at which the one before ended. */
  observe(invocation: Readonly<Invocation>): void {
    const numbers = this.#numbers;
    const { rows, takenNanos, causes } = invocation;
    numbers.push(invocation.to);
    numbers.push(invocation.startNanos);
    numbers.push(invocation.processedNanos);
    numbers.push(invocation.committedNanos);
    if (this.#isDeferred) {
      numbers.push(invocation.freeNanos);
      numbers.push(invocation.visibleNanos);
    }
    if (takenNanos > 0) {
      this.hasTaken = true;
      numbers.push(-1 - rows);
      numbers.push(takenNanos);
    } else numbers.push(rows);
    for (let row = 0; row < rows; row++) numbers.push(causes[row]);
  }

  /** Call it after the last invocation that the commit covers. */
  observeCommit({ startNanos, committedNanos, workNanos = NaN }: Readonly<Commit>): void {
    if (!this.#isDeferred) return;
    this.#numbers.push(commitMark);
    this.#numbers.push(startNanos);
    this.#numbers.push(committedNanos);
    this.#numbers.push(workNanos);
  }

  /** Passes all invocations and commits to the observer, in order. One object is reused for all invocations. */
  replay(observer: UnitObserver): void {
    const reader = new NumberReader(this.#numbers.pieces());
    const times = { startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: 0, committedNanos: 0, takenNanos: 0 };
    const invocation: Invocation = { from: 0, to: 0, ...times, causes: new Float64Array(64), rows: 0 };
    let commitFrom = 0;
    while (!reader.isAtEnd()) {
      const to = reader.next();
      if (to === commitMark) {
        commitFrom = replayCommit(reader, { from: commitFrom, to: invocation.to }, observer);
        continue;
      }
      invocation.from = invocation.to;
      invocation.to = to;
      this.#read(reader, invocation);
      observer.observe(invocation);
      if (this.#isDeferred) continue;
      const { from, startNanos, committedNanos } = invocation;
      observer.observeCommit({ from, to, startNanos, committedNanos });
    }
  }

  #read(reader: NumberReader, invocation: Invocation): void {
    invocation.startNanos = reader.next();
    invocation.processedNanos = reader.next();
    invocation.committedNanos = reader.next();
    invocation.freeNanos = this.#isDeferred ? reader.next() : invocation.committedNanos;
    invocation.visibleNanos = this.#isDeferred ? reader.next() : invocation.committedNanos;
    const rows = reader.next();
    invocation.takenNanos = rows < 0 ? reader.next() : 0;
    invocation.rows = rows < 0 ? -1 - rows : rows;
    if (invocation.rows > invocation.causes.length) invocation.causes = new Float64Array(2 * invocation.rows);
    for (let row = 0; row < invocation.rows; row++) invocation.causes[row] = reader.next();
  }
}

/** Returns where the next commit begins. */
function replayCommit(
  reader: NumberReader,
  range: { readonly from: number; readonly to: number },
  observer: UnitObserver,
): number {
  const [startNanos, committedNanos, workNanos] = [reader.next(), reader.next(), reader.next()];
  observer.observeCommit({ ...range, startNanos, committedNanos, workNanos });
  return range.to;
}
