import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fate } from '../columns/fate.ts';
import { objectsOf } from '../columns/rows.test-program.ts';
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
import { parts } from './parts/index.ts';

const applications = ['fraud', 'web', 'iot', 'trends', 'rides', 'market'];
const executors = { batch, continuous, 'micro-batch': microBatch({ intervalNanos: 10e6, phaseNanos: 3e6 }) };
const shapes: Readonly<Record<string, RecordShape>> = {
  'in order': { disorderMs: 0, lateShare: 0 },
  'out of order, some late, on few keys': { disorderMs: 10_000, lateShare: 0.05, keys: 40, skew: 1.2 },
};
const stored = JSON.parse(readFileSync(storedAnswersFile, 'utf8')) as StoredAnswers;

test('all applications and standard benchmarks are there, each with an answer by DuckDB', () => {
  const names = [...applications, ...Object.keys(parts), 'ysb', ...Object.keys(nexmark)];
  expect(Object.keys(workloads)).toEqual(names);
  expect(Object.keys(stored).toSorted()).toEqual(names.toSorted());
});

const all = await allWorkloads();

describe.each(Object.keys(workloads).map((name, index) => [name, all[index]] as const))('%s', (name, workload) => {
  test('has its name and a description', () => {
    expect(workload.name).toBe(name);
    expect(workload.description).toMatch(/^[A-Z].{40,}\.$/);
  });

  test('gives the rows that DuckDB gives by hand-written SQL', async () => {
    const { rows, late } = answerUnder(batch, workload, await recordsOf(workload));
    // The SQL does not know of late records.
    expect(late.records).toBe(0);
    const answer = storedAnswer(rows, workload.plan.schema);
    expect(
      answer,
      'if the records were meant to change, run: node src/workloads/answers/make-answers.test-program.ts',
    ).toEqual(stored[name]);
  });

  test.each(Object.entries(shapes))('has the same answer under every executor: records %s', async (_, shape) => {
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

  test('makes each record from only the seed and its number', async () => {
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

  test('emits a row for every 10 to 200 records before the stream ends, and drops few records', async () => {
    const records = await workload.source.read(arrivalsNanos, 1);
    const { rowsBeforeEnd, fates } = answerUnder(batch, workload, { arrivalsNanos, records });
    expect(rowsBeforeEnd / records.length).toBeGreaterThan(1 / 200);
    expect(rowsBeforeEnd / records.length).toBeLessThan(1 / 10);
    expect(fates.filter((each) => each === fate.dropped).length / records.length).toBeLessThan(0.3);
  });
});

// Not web: DuckDB approximates quantiles in another way.
test.each(['fraud', 'iot', 'trends', 'rides', 'market', 'ysb'])(
  '%s has the same answer by the SQL of its plan',
  async (name) => {
    const workload = await workloads[name]();
    const { plan } = workload;
    const { records } = await recordsOf(workload);
    const answer = await judge(
      plan,
      writeSql(plan, 'duckdb'),
      objectsOf(records),
      await openDuckdb({ asWritten: false }),
    );
    expect(storedAnswer(answer, plan.schema)).toEqual(stored[name]);
  },
);

/** Without the number of updates to a table before the end, which differs between executors. */
function comparable({ digest, rows, late }: Answer): unknown {
  return { digest, rows: rows.length, late };
}
