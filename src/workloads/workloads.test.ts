import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fate } from '../columns/fate.ts';
import { horizonMicros } from '../compile/horizon.ts';
import { batch } from '../executors/batch.ts';
import { continuous } from '../executors/continuous.ts';
import { microBatch } from '../executors/micro-batch.ts';
import { constant } from '../loads/constant.ts';
import type { RecordShape } from '../sources/record-shape.ts';
import { judge, openDuckdb } from '../sql/duckdb-judge.test-program.ts';
import { writeSql } from '../sql/write-sql.ts';
import { answerUnder, type Answer } from './answers/answer.test-program.ts';
import { recordsOf } from './answers/records.test-program.ts';
import { storedAnswer, storedAnswersFile, type StoredAnswers } from './answers/stored-answer.test-program.ts';
import { allWorkloads, workloads } from './index.ts';
import { nexmark } from './nexmark/index.ts';

const applications = ['fraud', 'web', 'iot', 'trends', 'rides', 'market'];
const executors = { batch, continuous, 'micro-batch': microBatch({ intervalNanos: 10e6, phaseNanos: 3e6 }) };
const shapes: Readonly<Record<string, RecordShape>> = {
  'in order': { disorderMs: 0, lateShare: 0 },
  'out of order, some late, on few keys': { disorderMs: 10_000, lateShare: 0.05, keys: 40, skew: 1.2 },
};
const stored = JSON.parse(readFileSync(storedAnswersFile, 'utf8')) as StoredAnswers;

test('the applications and the standards of the field are there, each with an answer by DuckDB', () => {
  const names = [...applications, 'ysb', ...Object.keys(nexmark)];
  expect(Object.keys(workloads)).toEqual(names);
  expect(Object.keys(stored).toSorted()).toEqual(names.toSorted());
});

const all = await allWorkloads();

describe.each(Object.keys(workloads).map((name, index) => [name, all[index]] as const))('%s', (name, workload) => {
  test('says under its name what it models', () => {
    expect(workload.name).toBe(name);
    expect(workload.description).toMatch(/^[A-Z].{40,}\.$/);
  });

  test('makes of its records what DuckDB makes of them, by SQL written by hand', async () => {
    const { rows, late } = answerUnder(batch, workload, await recordsOf(workload));
    // Of late ones, the SQL knows nothing.
    expect(late.records).toBe(0);
    const answer = storedAnswer(rows, workload.plan.schema);
    expect(
      answer,
      'where the records were meant to change: node src/workloads/answers/make-answers.test-program.ts',
    ).toEqual(stored[name]);
  });

  test.each(Object.entries(shapes))('has one answer under every executor: records %s', async (_, shape) => {
    const arrived = await recordsOf(workload, shape);
    const expected = answerUnder(batch, workload, arrived);
    expect(expected.rows.length).toBeGreaterThan(0);
    for (const [executor, run] of Object.entries(executors)) {
      expect(comparable(answerUnder(run, workload, arrived)), executor).toEqual(comparable(expected));
    }
  });
});

describe.each(
  all.filter(({ name }) => applications.includes(name)).map((workload) => [workload.name, workload] as const),
)('%s, an application', (_, workload) => {
  const arrivalsNanos = constant({ ratePerSecond: 10_000 }).arrivalsNanos(2e9, 1);

  test('fills its windows within 0.7 s of load', () => {
    expect(horizonMicros(workload.plan) / 1e6 / workload.source.timeScale!).toBeLessThanOrEqual(0.7);
  });

  test('makes each record from the seed and its number alone', async () => {
    const [whole, part, other] = await Promise.all([
      workload.source.read(arrivalsNanos.subarray(0, 500), 1),
      workload.source.read(arrivalsNanos.subarray(0, 100), 1),
      workload.source.read(arrivalsNanos.subarray(0, 100), 2),
    ]);
    const differing = [0, 0];
    for (let row = 0; row < part.length; row++) {
      if (JSON.stringify(part.row(row)) !== JSON.stringify(whole.row(row))) differing[0]++;
      if (JSON.stringify(other.row(row)) !== JSON.stringify(whole.row(row))) differing[1]++;
    }
    expect(differing).toEqual([0, part.length]);
  });

  test('puts out a row for each two hundred to ten records while the stream flows, and drops few', async () => {
    const records = await workload.source.read(arrivalsNanos, 1);
    const { rowsWhileItFlowed, fates } = answerUnder(batch, workload, { arrivalsNanos, records });
    expect(rowsWhileItFlowed / records.length).toBeGreaterThan(1 / 200);
    expect(rowsWhileItFlowed / records.length).toBeLessThan(1 / 10);
    expect(fates.filter((each) => each === fate.dropped).length / records.length).toBeLessThan(0.3);
  });
});

// Not web: DuckDB's quantiles are approximated in another way.
test.each(['fraud', 'iot', 'trends', 'rides', 'market', 'ysb'])(
  '%s has the same answer by the SQL that is written from its plan',
  async (name) => {
    const workload = await workloads[name]();
    const { plan } = workload;
    const { records } = await recordsOf(workload);
    const rows = Array.from({ length: records.length }, (_, row) =>
      Object.fromEntries(records.row(row).map((value, index) => [records.columns[index].name, value])),
    );
    const answer = await judge(plan, writeSql(plan, 'duckdb'), rows, await openDuckdb({ asWritten: false }));
    expect(storedAnswer(answer, plan.schema)).toEqual(stored[name]);
  },
);

/** How many updates of a table were written before the end is each executor's own affair. */
function comparable({ digest, rows, late }: Answer): unknown {
  return { digest, rows: rows.length, late };
}
