import { describe, expect, test } from 'vitest';
import type { UnitObserver } from './deferred-commits.ts';
import type { Commit, Invocation } from './invocation.ts';
import { InvocationLog } from './invocation-log.ts';

/** What the log replays, in order; of the causes only those of the invocation. */
function replayed(log: InvocationLog): object[] {
  const events: object[] = [];
  log.replay({
    observe: ({ causes, rows, ...times }) => events.push({ ...times, causes: [...causes.subarray(0, rows)] }),
    observeCommit: (commit) => events.push({ ...commit }),
  });
  return events;
}

/** An invocation of the records [from, to) that starts at `start`, with a row for each of `causes`. */
function invocation(from: number, to: number, start: number, causes: readonly number[] = []): Invocation {
  return {
    from,
    to,
    startNanos: start,
    processedNanos: start + 3,
    freeNanos: start + 5,
    visibleNanos: start + 5,
    committedNanos: start + 5,
    takenNanos: from === 5 ? 2 : 0,
    causes: Float64Array.from([...causes, -1]),
    rows: causes.length,
  };
}

function expected({ causes, rows, ...times }: Invocation): object {
  return { ...times, causes: [...causes.subarray(0, rows)] };
}

const ownCommit = (observer: UnitObserver, each: Invocation): void => {
  observer.observe(each);
  observer.observeCommit(each);
};

describe('a log of invocations with their own commits', () => {
  const invocations = [
    invocation(0, 1, 10),
    invocation(1, 5, 20, [2, 4]),
    invocation(5, 6, 2 ** 52, [5]),
    invocation(6, 9, 2 ** 52 + 9),
  ];

  test('replays each of them, then its commit', () => {
    const log = new InvocationLog(9, false);
    for (const each of invocations) ownCommit(log, each);
    expect(replayed(log)).toEqual(
      invocations.flatMap((each) => [
        expected(each),
        { from: each.from, to: each.to, startNanos: each.startNanos, committedNanos: each.committedNanos },
      ]),
    );
  });

  test('replays the same twice', () => {
    const log = new InvocationLog(9, false);
    for (const each of invocations) ownCommit(log, each);
    expect(replayed(log)).toEqual(replayed(log));
  });

  test('keeps copies, because the caller reuses its invocation and its causes', () => {
    const log = new InvocationLog(2, false);
    const reused = invocation(0, 1, 10, [0]);
    ownCommit(log, reused);
    reused.causes.fill(7);
    reused.startNanos = 99;
    expect(replayed(log)[0]).toEqual(expected(invocation(0, 1, 10, [0])));
  });

  test('has room for more rows than records', () => {
    const log = new InvocationLog(3, false);
    const fanOut = [1, 2, 3].map((to) => invocation(to - 1, to, to, new Array<number>(50 * to).fill(to - 1)));
    for (const each of fanOut) ownCommit(log, each);
    expect(replayed(log).filter((event) => 'causes' in event)).toEqual(fanOut.map(expected));
  });

  test('replays nothing if there are none', () => {
    expect(replayed(new InvocationLog(0, false))).toEqual([]);
  });
});

describe('a log of invocations that another thread commits', () => {
  test('replays their own times, and each commit after the last invocation that it covers', () => {
    const log = new InvocationLog(6, true);
    const deferred = (from: number, to: number, start: number, committedNanos: number): Invocation => ({
      ...invocation(from, to, start),
      visibleNanos: start + 50,
      committedNanos,
    });
    const invocations = [deferred(0, 2, 10, 100), deferred(2, 3, 20, 100), deferred(3, 6, 90, 200)];
    const commits: Commit[] = [
      { from: 0, to: 3, startNanos: 95, committedNanos: 100, workNanos: 6 },
      { from: 3, to: 6, startNanos: 180, committedNanos: 200, workNanos: 30 },
    ];
    log.observe(invocations[0]);
    log.observe(invocations[1]);
    log.observeCommit(commits[0]);
    log.observe(invocations[2]);
    log.observeCommit(commits[1]);
    expect(replayed(log)).toEqual([
      expected(invocations[0]),
      expected(invocations[1]),
      commits[0],
      expected(invocations[2]),
      commits[1],
    ]);
  });
});
