import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { tableOf } from '../columns/rows.test-program.ts';
import { rowsOfStream } from '../compile/step-results.test-program.ts';
import { aggregateNode, quantileNode, type AggregateNode } from '../operators/aggregates/index.ts';
import { projectNode } from '../operators/project.ts';
import { tumblingWindowNode } from '../operators/tumbling-window.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import { expressionOf, type NumberExpression } from '../pipeline/expression.ts';
import type { PlanNode, SourceNode } from '../pipeline/plan-node.ts';
import { judge, openDuckdb } from './duckdb-judge.test-program.ts';
import { writeSql } from './write-sql.ts';

const caseCount = Number(process.env['STREAM_BENCH_SQL_CASES'] ?? 100);
const timeoutMs = 60_000 + caseCount * 100;

const schema: Schema = { time: 'timestamp', x: 'float', y: 'float?' };
const source: SourceNode = { kind: 'source', schema, eventTime: 'time', watermarkDelayMicros: 0 };
const node = (name: 'x' | 'y'): ExpressionNode => ({ kind: 'column', name, spec: schema[name] });
const column = (name: 'x' | 'y'): NumberExpression<'float'> => expressionOf(node(name)) as NumberExpression<'float'>;

type Row = readonly [x: number, y: number | null];

let duckdb: DuckDBConnection;
beforeAll(async () => {
  duckdb = await openDuckdb({ asWritten: true });
});

async function expectWithin(
  plan: PlanNode,
  rows: readonly Row[],
  isWithin: (actual: number, judged: number, index: number) => boolean,
): Promise<void> {
  const records = rows.map(([x, y], index) => ({ time: index, x, y }));
  const computed = rowsOfStream(plan, tableOf(schema, records));
  const judged = await judge(plan, writeSql(plan, 'duckdb'), records, duckdb);
  expect(judged).toHaveLength(computed.length);
  judged.forEach((row, index) =>
    row.forEach((value, cell) => expectCell(computed[index][cell], value, (actual, by) => isWithin(actual, by, cell))),
  );
}

function expectCell(actual: Value, judged: Value, isWithin: (actual: number, judged: number) => boolean): void {
  if (typeof actual !== 'number' || typeof judged !== 'number' || !Number.isFinite(judged) || !Number.isFinite(actual))
    expect(actual).toEqual(judged);
  else expect({ actual, judged, isWithin: isWithin(actual, judged) }).toEqual({ actual, judged, isWithin: true });
}

/** The difference of two libraries that are each off by up to two doubles. */
const fewBits = 4 * Number.EPSILON;
/** Numbers closer to 0 than this have fewer bits. */
const smallestNormal = 2 ** -1022;
const isNear =
  (bound: number) =>
  (actual: number, judged: number): boolean =>
    Math.abs(actual - judged) <= bound * Math.max(Math.abs(judged), smallestNormal / Number.EPSILON);

/** For some hundred values: within 10 % or, if there are few, three values that share a register of the 4096. */
const isCounted = (actual: number, judged: number): boolean => Math.abs(actual - judged) <= Math.max(0.1 * judged, 3);

const anyFloat = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, -2, 1e-300, 1e308, NaN, Infinity, -Infinity),
  fc.double({ min: -50, max: 50, noNaN: true }),
);
/** Not so small that its logarithm, from which quantiles are computed, would have no digits. */
const plainFloat = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000);

test(
  `ln, exp and power agree with DuckDB's except for the last bits, over ${caseCount} random streams`,
  async () => {
    const [x, y] = [column('x'), column('y')];
    const expressions = { ln: x.ln(), exp: x.exp(), power: x.power(y), square: y.power(2) };
    const plan = projectNode(
      source,
      Object.fromEntries(Object.entries(expressions).map(([name, expression]) => [name, expression.node])),
    );
    const rows = fc.array(fc.tuple(anyFloat, fc.option(anyFloat)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (each) => expectWithin(plan, each, isNear(fewBits))),
      { numRuns: caseCount },
    );
  },
  timeoutMs,
);

test(
  `variances agree with DuckDB's to 10 digits, and sketches keep their bounds, over ${caseCount} random streams`,
  async () => {
    const aggregates: Record<string, AggregateNode> = {
      variance: aggregateNode('variance', node('x')),
      standardDeviation: aggregateNode('standardDeviation', node('y')),
      median: quantileNode(node('x'), 0.5),
      p95: quantileNode(node('y'), 0.95),
      distinct: aggregateNode('approximateCountDistinct', node('x')),
    };
    const plan = projectNode(
      tumblingWindowNode(source, 100, [], aggregates),
      Object.fromEntries(Object.entries(aggregates).map(([name, { spec }]) => [name, { kind: 'column', name, spec }])),
    );
    // Quantiles may be off by 1 %, and by the rounding error of a logarithm.
    const within = [isNear(1e-10), isNear(1e-10), isNear(0.0101), isNear(0.0101), isCounted];
    const rows = fc.array(fc.tuple(plainFloat, fc.option(plainFloat)), { minLength: 1, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(rows, async (each) =>
        expectWithin(plan, each, (actual, judged, cell) => within[cell](actual, judged)),
      ),
      { numRuns: caseCount },
    );
  },
  timeoutMs,
);
