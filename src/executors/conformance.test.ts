import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutputRows } from '../columns/output-rows.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Digest } from '../answers/digest.ts';
import { VirtualClock } from '../measurement/clock/virtual-clock.ts';
import { batch } from './batch.ts';
import { continuous } from './continuous.ts';
import type { Executor } from './executor.ts';
import { executors, type ExecutorEntry, type ExecutorSettings } from './index.ts';
import { microBatch, type Triggers } from './micro-batch.ts';

const triggers: Readonly<Record<string, Triggers>> = {
  'every 10 ns': { intervalNanos: 10, phaseNanos: 0 },
  'every 7 ns from 3 ns on': { intervalNanos: 7, phaseNanos: 3 },
  'without an interval': { intervalNanos: 0, phaseNanos: 0 },
};

type Candidate = readonly [name: string, executor: Executor];

const settings = (when: Triggers, latencyNanos = 0): ExecutorSettings => ({ triggers: when, latencyNanos });

/** Every executor of the table, with several triggers or latencies where it takes them; and the reference answer. */
const candidates: readonly Candidate[] = [
  ['batch', batch],
  ...Object.entries<ExecutorEntry>(executors).flatMap(([name, { takes, create }]): Candidate[] => {
    switch (takes) {
      case 'interval':
        return Object.entries(triggers).map(([when, each]) => [`${name} ${when}`, create(settings(each))]);
      case 'deadline':
        return [0, 10, 1000].map((nanos) => [
          `${name} ${nanos} ns`,
          create(settings(triggers['without an interval'], nanos)),
        ]);
      default:
        return [[name, create(settings(triggers['without an interval']))]];
    }
  }),
];

interface Seen {
  readonly invocations: readonly { from: number; to: number; start: number; processed: number; committed: number }[];
  /** The calls in their order: `invoke 0 3`, `commit 3`, `observe 0 3`. */
  readonly calls: readonly string[];
  readonly digest: string;
}

/** An invocation takes 5 ns plus 2 ns per record, and puts out a row per record. A commit takes 3 ns. */
function driven(executor: Executor, arrivals: readonly number[], serviceNanos = 5): Seen {
  const clock = new VirtualClock();
  const output = new OutputRows({ record: 'integer' }, new Dictionary());
  const digest = new Digest();
  const calls: string[] = [];
  const invocations: Seen['invocations'][number][] = [];
  executor.run({
    arrivalsNanos: Float64Array.from(arrivals),
    clock,
    invoke(from, to) {
      calls.push(`invoke ${from} ${to}`);
      clock.advance(serviceNanos + 2 * (to - from));
      for (let record = from; record < to; record++) output.table.columns[0].values[output.reserve(record)] = record;
      digest.update(output);
      output.clear();
    },
    commit(position) {
      calls.push(`commit ${position}`);
      clock.advance(3);
    },
    observe(from, to, start, processed, committed) {
      calls.push(`observe ${from} ${to}`);
      invocations.push({ from, to, start, processed, committed });
    },
  });
  return { invocations, calls, digest: digest.hex() };
}

/** Ascending, with many equal times. */
const arrivalTimes = fc.array(fc.oneof(fc.constant(0), fc.nat(30)), { maxLength: 50 }).map((gaps) => {
  let now = 0;
  return gaps.map((gap) => (now += gap));
});

describe.each(candidates)('%s', (_, executor) => {
  test('processes all records once and in order, and commits each invocation before the next', () => {
    fc.assert(
      fc.property(arrivalTimes, (arrivals) => {
        const { invocations, calls } = driven(executor, arrivals);
        const expected = invocations.flatMap(({ from, to }) => [
          `invoke ${from} ${to}`,
          `commit ${to}`,
          `observe ${from} ${to}`,
        ]);
        expect(calls).toEqual(expected);
        const covered = invocations.flatMap(({ from, to }) => arrivals.map((__, record) => record).slice(from, to));
        expect(covered).toEqual(arrivals.map((__, record) => record));
        expect(invocations.every(({ from, to }) => from < to)).toBe(true);
      }),
    );
  });

  test('reports when each invocation started, was processed and was committed, one after the other', () => {
    fc.assert(
      fc.property(arrivalTimes, (arrivals) => {
        let free = 0;
        for (const { from, to, start, processed, committed } of driven(executor, arrivals).invocations) {
          expect(start).toBeGreaterThanOrEqual(free);
          expect([processed - start, committed - processed]).toEqual([5 + 2 * (to - from), 3]);
          free = committed;
        }
      }),
    );
  });

  test('gives the same output for a slow and for an instant step', () => {
    fc.assert(
      fc.property(arrivalTimes, fc.constantFrom(0, 5, 100), (arrivals, serviceNanos) => {
        expect(driven(executor, arrivals, serviceNanos).digest).toBe(driven(batch, arrivals).digest);
      }),
    );
  });

  test('does nothing without records', () => {
    expect(driven(executor, []).calls).toEqual([]);
  });

  test('never takes a record before it has arrived', () => {
    fc.assert(
      fc.property(arrivalTimes, (arrivals) => {
        for (const { to, start } of driven(executor, arrivals).invocations)
          expect(arrivals[to - 1]).toBeLessThanOrEqual(start);
      }),
    );
  });

  test('means to process no record before it arrives', () => {
    fc.assert(
      fc.property(arrivalTimes, (arrivals) => {
        driven(executor, arrivals);
        for (const arrival of arrivals) expect(executor.dueNanos(arrival)).toBeGreaterThanOrEqual(arrival);
      }),
    );
  });

  test('takes all records that have arrived by the start of an invocation, if it takes several', () => {
    fc.assert(
      fc.property(arrivalTimes, (arrivals) => {
        for (const { from, to, start } of driven(executor, arrivals).invocations) {
          if (to - from > 1 && to < arrivals.length) expect(arrivals[to]).toBeGreaterThan(start);
        }
      }),
    );
  });
});

describe('a record that arrives at the start of an invocation belongs to it', () => {
  const ranges = (executor: Executor, arrivals: readonly number[]): number[][] =>
    driven(executor, arrivals).invocations.map(({ from, to, start }) => [start, from, to]);

  test('at a trigger', () => {
    expect(ranges(microBatch(triggers['every 10 ns']), [1, 10, 11, 35])).toEqual([
      [10, 0, 2],
      [22, 2, 3],
      [40, 3, 4],
    ]);
  });

  test('without an interval, at the end of the micro-batch before', () => {
    // The first micro-batch takes 5 + 2 + 3 ns.
    expect(ranges(microBatch(triggers['without an interval']), [0, 10, 10, 11])).toEqual([
      [0, 0, 1],
      [10, 1, 3],
      [22, 3, 4],
    ]);
  });
});

describe('micro-batch', () => {
  const starts = (executor: Executor, arrivals: readonly number[], serviceNanos?: number): number[] =>
    driven(executor, arrivals, serviceNanos).invocations.map(({ start }) => start);

  test('has triggers at whole intervals from the phase, and no invocation without records', () => {
    expect(starts(microBatch({ intervalNanos: 100, phaseNanos: 30 }), [1, 130, 131, 500])).toEqual([30, 130, 230, 530]);
  });

  test('starts at once after an overrun, skips missed triggers and keeps the phase', () => {
    // The first takes from 100 to 205 and misses the trigger at 200; the second, from 205 to 310, misses that at 300.
    expect(starts(microBatch({ intervalNanos: 100, phaseNanos: 0 }), [50, 150, 350], 100)).toEqual([100, 205, 400]);
  });

  test('starts at once after an overrun even if all records arrived after the missed trigger', () => {
    expect(starts(microBatch({ intervalNanos: 100, phaseNanos: 0 }), [50, 203], 100)).toEqual([100, 205]);
  });

  test('waits for the next trigger if nothing arrived during an overrun', () => {
    expect(starts(microBatch({ intervalNanos: 100, phaseNanos: 0 }), [50, 310], 150)).toEqual([100, 400]);
  });
});

describe('continuous', () => {
  test('processes each record at its arrival, or as soon as the one before is committed', () => {
    expect(driven(continuous, [0, 4, 30]).invocations.map(({ start, from, to }) => [start, from, to])).toEqual([
      [0, 0, 1],
      [10, 1, 2],
      [30, 2, 3],
    ]);
  });
});
