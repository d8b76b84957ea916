import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fate } from '../columns/fate.ts';
import type { Value } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import { compile } from '../compile/compile.ts';
import { horizonMicros } from '../compile/horizon.ts';
import { batch } from '../executors/batch.ts';
import { continuous } from '../executors/continuous.ts';
import type { Executor } from '../executors/executor.ts';
import { microBatch } from '../executors/micro-batch.ts';
import { constant } from '../loads/constant.ts';
import { VirtualClock } from '../measurement/virtual-clock.ts';
import type { RecordShape } from '../sources/record-shape.ts';
import { readAnswerRecords, storedAnswer, type StoredAnswer } from './answers/stored-answer.test-program.ts';
import { workloads } from './index.ts';
import type { Workload } from './workload.ts';

const applications = ['fraud', 'web', 'iot', 'trends', 'rides', 'market'];
const invokedNanos = 20_000;
const shapes: Readonly<Record<string, RecordShape>> = {
  'as usual': {},
  'in order': { disorderMs: 0, lateShare: 0 },
  'out of order, some late, on few keys': { disorderMs: 10_000, lateShare: 0.05, keys: 40, skew: 1.2 },
};

describe.each(Object.values(workloads))('$name', (workload) => {
  test('says what it models', () => {
    expect(workload.description).toMatch(/^[A-Z].{80,}\.$/);
  });

  test('fills its windows within 0.7 s of load', () => {
    expect(horizonMicros(workload.plan) / 1e6 / workload.source.timeScale!).toBeLessThanOrEqual(0.7);
  });

  test('makes each record from the seed and its number alone', async () => {
    const rowsOf = (table: Table, length: number): Value[][] => Array.from({ length }, (_, row) => table.row(row));
    const [all, half, other] = await Promise.all([read(workload, {}, 500), read(workload, {}, 250), read(workload, {}, 250, 2)]);
    expect(rowsOf(half, 250)).toEqual(rowsOf(all, 250));
    expect(rowsOf(other, 250)).not.toEqual(rowsOf(half, 250));
  });

  test.each(Object.entries(shapes))('has one answer under every executor: %s', async (_, shape) => {
    const records = await read(workload, shape, 8_000);
    const expected = answer(workload, records, batch);
    expect(expected.rows.length).toBeGreaterThan(0);
    expect(answer(workload, records, continuous)).toEqual(expected);
    expect(answer(workload, records, microBatch({ intervalNanos: 10e6, phaseNanos: 3e6 }))).toEqual(expected);
    expect(answer(workload, records, microBatch({ intervalNanos: 0, phaseNanos: 0 }))).toEqual(expected);
  });
});

describe.each(applications)('%s, an application', (name) => {
  const workload = workloads[name];

  test('puts out some rows for each hundred records while the stream flows, and drops few', async () => {
    const records = await read(workload, {}, 20_000);
    const { rows, fates } = answer(workload, records, batch);
    const flowing = rows.filter(([cause]) => Number(cause) < records.length);
    expect(flowing.length / records.length).toBeGreaterThan(0.005);
    expect(flowing.length / records.length).toBeLessThan(0.1);
    expect(fates.filter((each) => each === fate.dropped).length / records.length).toBeLessThan(0.3);
  });
});


test.each([...applications, 'ysb'])('%s makes of its records what DuckDB makes of them, by SQL written by hand', async (name) => {
  const workload = workloads[name];
  const { rows, lateRecords } = answer(workload, await readAnswerRecords(workload), batch);
  // Of late ones, the SQL knows nothing.
  expect(lateRecords).toBe(0);
  const stored = JSON.parse(readFileSync(new URL(`answers/${name}.json`, import.meta.url), 'utf8')) as StoredAnswer;
  const actual = storedAnswer(rows.map(([, ...values]) => values), workload.plan.schema);
  expect(actual, 'if this is meant: node src/workloads/answers/make-answers.test-program.ts').toEqual(stored);
});

/** So many records at the usual load. */
function read({ source }: Workload, shape: RecordShape, count: number, seed = 1): Promise<Table> {
  return source.read(arrivalsOf(count), seed, shape);
}

function arrivalsOf(count: number): Float64Array {
  return constant({ ratePerSecond: 10_000 }).arrivalsNanos(count * 1e5, 1).slice(0, count);
}

interface Answer {
  /** The cause of each row before its values. */
  readonly rows: readonly (readonly Value[])[];
  readonly fates: readonly number[];
  readonly lateRecords: number;
}

/** What a workload makes of records that arrive at the usual load, in a time in which nothing but invocations takes any. */
function answer({ plan }: Workload, records: Table, executor: Executor): Answer {
  const clock = new VirtualClock();
  const step = compile(plan, records);
  executor({
    arrivalsNanos: arrivalsOf(records.length),
    clock,
    invoke(from, to) {
      step.invoke(from, to);
      clock.advance(invokedNanos);
    },
    commit() {},
    observe() {},
  });
  step.finish();
  const { table, causes, length } = step.output;
  return {
    rows: Array.from({ length }, (_, row) => [causes[row], ...table.row(row)]),
    fates: Array.from(step.fates.subarray(0, records.length)),
    lateRecords: step.lateRecords(),
  };
}
