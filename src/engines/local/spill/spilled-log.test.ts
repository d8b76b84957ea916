import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvocationLog } from '../../../measurement/meter/invocation-log.ts';
import type { Commit, Invocation } from '../../../measurement/meter/invocation.ts';
import type { UnitLog } from '../unit-log.ts';
import { SpilledLog } from './spilled-log.ts';

/** Numbers in memory, in pieces of three. */
class Numbers {
  readonly waitedNanos = 0;
  readonly #all: number[] = [];

  push(value: number): void {
    this.#all.push(value);
  }

  *pieces(): Generator<Float64Array> {
    for (let at = 0; at < this.#all.length; at += 3) yield Float64Array.from(this.#all.slice(at, at + 3));
  }
}

function replayed(log: UnitLog): object[] {
  const events: object[] = [];
  log.replay({
    observe: ({ causes, rows, ...times }) => events.push({ ...times, causes: [...causes.subarray(0, rows)] }),
    observeCommit: (commit) => events.push({ ...commit }),
  });
  return events;
}

const invocations = fc.array(
  fc.record({
    records: fc.integer({ min: 1, max: 5 }),
    lasts: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
    takenNanos: fc.oneof(fc.constant(0), fc.nat(1e6)),
    rows: fc.oneof(fc.nat(3), fc.integer({ min: 60, max: 200 })),
    endsCommit: fc.boolean(),
  }),
);

/** Notes the same in both logs. */
function note(
  logs: readonly UnitLog[],
  given: typeof invocations extends fc.Arbitrary<infer Value> ? Value : never,
  isDeferred: boolean,
): void {
  let [at, commitFrom, now] = [0, 0, 0];
  given.forEach(({ records, lasts, takenNanos, rows, endsCommit }, index) => {
    const [startNanos, processedNanos, freeNanos] = lasts.map((nanos) => (now += nanos));
    const committedNanos = isDeferred ? freeNanos + 7 : freeNanos;
    const invocation: Invocation = {
      from: at,
      to: (at += records),
      startNanos,
      processedNanos,
      freeNanos,
      committedNanos,
      takenNanos,
      rows,
      visibleNanos: committedNanos,
      causes: Float64Array.from({ length: rows + 1 }, (_, row) => row),
    };
    for (const log of logs) log.observe(invocation);
    if (isDeferred && !endsCommit && index < given.length - 1) return;
    const commit: Commit = {
      from: commitFrom,
      to: at,
      startNanos,
      committedNanos,
      ...(isDeferred && { workNanos: 5 }),
    };
    for (const log of logs) log.observeCommit(commit);
    commitFrom = at;
  });
}

test.each([false, true])(
  'replays what a log in memory replays, more than once (another thread commits: %s)',
  (isDeferred) => {
    fc.assert(
      fc.property(invocations, (given) => {
        const [inMemory, spilled] = [
          new InvocationLog(5 * given.length, isDeferred),
          new SpilledLog(new Numbers(), isDeferred),
        ];
        note([inMemory, spilled], given, isDeferred);
        const expected = replayed(inMemory);
        expect(replayed(spilled)).toEqual(expected);
        expect(replayed(spilled)).toEqual(expected);
        expect(spilled.hasTaken).toBe(inMemory.hasTaken);
      }),
    );
  },
);
