import { deepStrictEqual } from 'node:assert';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import type { Value } from '../columns/column-type.ts';
import { cases, expressionCases, type Case } from '../differential/arbitrary/cases.test-program.ts';
import { operatorKinds } from '../differential/arbitrary/plans.test-program.ts';
import { compile } from '../compile/compile.ts';
import { inputsOf, sourceOf, type PlanNode } from '../pipeline/plan-node.ts';
import { judge, openDuckdb } from './duckdb-judge.test-program.ts';
import { isExact } from './exactness.test-program.ts';
import { sqlRefusals, writeSql } from './write-sql.ts';

/** `npm run test:plans` takes 2,000, in CI too. */
const caseCount = Number(process.env['STREAM_BENCH_SQL_CASES'] ?? 300);
const timeoutMs = 60_000 + caseCount * 100;

/** Their functions are JavaScript. */
const withoutSql = ['map', 'filter-with'];

describe(`DuckDB on a plan's SQL, over ${caseCount} random plans and streams`, () => {
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    duckdb = await openDuckdb({ asWritten: true });
  });

  test(
    'gives the rows of the compiled step, bit for bit and in their order',
    async () => {
      await fc.assert(
        fc.asyncProperty(cases.filter(isJudged), async (each) => {
          const expected = compiledRows(each);
          if (expected === undefined) return;
          deepStrictEqual(await judge(each.plan, writeSql(each.plan, 'duckdb'), each.records, duckdb), expected);
        }),
        { numRuns: caseCount },
      );
    },
    timeoutMs,
  );

  test(
    'gives the values of expressions',
    async () => {
      await fc.assert(
        fc.asyncProperty(expressionCases.filter(isJudged), async (each) => {
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

test('the random plans that are judged hold every operator with SQL, and give rows', () => {
  const judged = fc
    .sample(cases.filter(isJudged), { numRuns: 1000, seed: 1 })
    .filter((each) => (compiledRows(each) ?? []).length > 0);
  expect(new Set(judged.flatMap(({ plan }) => kindsOf(plan)))).toEqual(
    new Set(operatorKinds.filter((kind) => !withoutSql.includes(kind))),
  );
  expect(judged.length).toBeGreaterThan(500);
});

/** The rows of the whole stream; undefined where an integer leaves the range in which it is exact, so that there is no answer. */
function compiledRows({ plan, records }: Case): Value[][] | undefined {
  const { schema } = sourceOf(plan);
  const table = new Table(schema, new Dictionary());
  for (const record of records) table.append(Object.keys(schema).map((name) => record[name]));
  const step = compile(plan, table);
  try {
    step.invoke(0, records.length);
    step.finish();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('an integer result of about')) return undefined;
    throw error;
  }
  return Array.from({ length: step.output.length }, (_, row) => step.output.table.row(row));
}

function kindsOf(plan: PlanNode): string[] {
  const inputs = inputsOf(plan);
  return inputs.length === 0 ? [] : [plan.kind, ...inputs.flatMap(kindsOf)];
}

function isJudged({ plan }: Case): boolean {
  return isExact(plan) && sqlRefusals(plan, 'duckdb').length === 0;
}
