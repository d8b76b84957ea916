import { deepStrictEqual } from 'node:assert';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import type { Value } from '../columns/column-type.ts';
import { cases, type Case } from '../compile/arbitrary/cases.test-program.ts';
import { compile } from '../compile/compile.ts';
import type { AggregateName } from '../operators/aggregates/index.ts';
import { functions, type FunctionName } from '../pipeline/functions/index.ts';
import { sourceOf } from '../pipeline/plan-node.ts';
import { fraud } from '../workloads/fraud.ts';
import { judge, openDuckdb } from './duckdb-judge.test-program.ts';
import { sqlRefusals, writeSql } from './write-sql.ts';

const caseCount = Number(process.env['STREAM_BENCH_SQL_CASES'] ?? 300);

describe(`DuckDB on the plan's SQL, over ${caseCount} random plans and streams`, () => {
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    duckdb = await openDuckdb({ optimize: false });
  });

  test('gives the rows of the compiled step, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(cases.filter(({ plan }) => isExact(plan)), async (each) => {
        const expected = compiledRows(each);
        if (expected === undefined || sqlRefusals(each.plan, 'duckdb').length > 0) return;
        deepStrictEqual(await judge(each.plan, writeSql(each.plan, 'duckdb'), each.records, duckdb), expected);
      }),
      { numRuns: caseCount },
    );
  }, 60_000 + caseCount * 100);
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

const inexactAggregates: readonly unknown[] = ['variance', 'standardDeviation', 'approximateCountDistinct', 'approximateQuantile'] satisfies AggregateName[];
const inexactFunctions: readonly unknown[] = (Object.keys(functions) as FunctionName[]).filter((name) => 'exact' in functions[name]);

/** Whether nothing in a plan may round otherwise elsewhere: what is off by a bit can turn a comparison further on. */
function isExact(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return true;
  const called = (part as { readonly function?: unknown }).function;
  return !inexactFunctions.includes(called) && !inexactAggregates.includes(called) && Object.values(part).every(isExact);
}
