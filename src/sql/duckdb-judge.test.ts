import { deepStrictEqual } from 'node:assert';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../columns/column-type.ts';
import { tableOf } from '../columns/rows.test-program.ts';
import { isOverflow, rowsOfStream } from '../compile/step-results.test-program.ts';
import { cases, expressionCases, type Case } from '../differential/arbitrary/cases.test-program.ts';
import { operatorKinds } from '../differential/arbitrary/plans.test-program.ts';
import { inputsOf, sourceOf, type PlanNode } from '../pipeline/plan-node.ts';
import { judge, openDuckdb } from './duckdb-judge.test-program.ts';
import { isExact } from './exactness.test-program.ts';
import { sqlRefusals, writeSql } from './write-sql.ts';

/** `npm run test:plans` takes 2,000, in CI too. */
const caseCount = Number(process.env['STREAM_BENCH_SQL_CASES'] ?? 300);
const timeoutMs = 60_000 + caseCount * 100;

/** Operators that call functions in JavaScript. */
const withoutSql = ['map', 'filter-with'];

describe(`DuckDB on a plan's SQL, over ${caseCount} random plans and streams`, () => {
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    duckdb = await openDuckdb({ asWritten: true });
  });

  test.each([
    ['the rows of the compiled step, bit for bit and in their order', cases],
    ['the values of expressions', expressionCases],
  ])(
    'gives %s',
    async (_, tested) => {
      await fc.assert(
        fc.asyncProperty(tested.filter(isJudged), async (each) => {
          const expected = compiledRows(each);
          if (expected === undefined) return;
          deepStrictEqual(await judge(each.plan, writeSql(each.plan, 'duckdb'), each.records, duckdb), expected);
        }),
        { numRuns: caseCount },
      );
    },
    timeoutMs,
  );
});

test('the random plans that DuckDB runs contain every operator with SQL, and give rows', () => {
  const judged = fc
    .sample(cases.filter(isJudged), { numRuns: 1000, seed: 1 })
    .filter((each) => (compiledRows(each) ?? []).length > 0);
  expect(new Set(judged.flatMap(({ plan }) => kindsOf(plan)))).toEqual(
    new Set(operatorKinds.filter((kind) => !withoutSql.includes(kind))),
  );
  expect(judged.length).toBeGreaterThan(500);
});

/** The rows of the whole stream; undefined if there is no answer because an integer overflows. */
function compiledRows({ plan, records }: Case): Value[][] | undefined {
  try {
    return rowsOfStream(plan, tableOf(sourceOf(plan).schema, records));
  } catch (error) {
    if (isOverflow(error)) return undefined;
    throw error;
  }
}

function kindsOf(plan: PlanNode): string[] {
  const inputs = inputsOf(plan);
  return inputs.length === 0 ? [] : [plan.kind, ...inputs.flatMap(kindsOf)];
}

function isJudged({ plan }: Case): boolean {
  return isExact(plan) && sqlRefusals(plan, 'duckdb').length === 0;
}
