import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { typeOf, type ColumnSpec, type Value } from '../../src/columns/column-type.ts';
import type { Table } from '../../src/columns/table.ts';
import { rowsOfStream } from '../../src/compile/step-results.test-program.ts';
import { aggregateFunctions, type AggregateName } from '../../src/operators/aggregates/index.ts';
import { projectNode } from '../../src/operators/project.ts';
import { tumblingWindowNode } from '../../src/operators/tumbling-window.ts';
import { arithmeticFunctions } from '../../src/pipeline/functions/arithmetic.ts';
import { comparisonFunctions } from '../../src/pipeline/functions/comparison.ts';
import { conditionalFunctions } from '../../src/pipeline/functions/conditional.ts';
import { functions, type FunctionName } from '../../src/pipeline/functions/index.ts';
import { logicFunctions } from '../../src/pipeline/functions/logic.ts';
import { textFunctions } from '../../src/pipeline/functions/text.ts';
import { timeFunctions } from '../../src/pipeline/functions/time.ts';
import type { PlanNode } from '../../src/pipeline/plan-node.ts';
import { rowOf, type RowTypesOf } from '../../src/pipeline/row.ts';
import { csv } from '../../src/sources/csv.ts';
import { dialectNames, type DialectName } from '../../src/sql/dialect.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { flink } from '../../src/sql/flink.ts';
import { SqlWriter } from '../../src/sql/sql-writer.ts';
import { sqlRefusals, writeSql } from '../../src/sql/write-sql.ts';
import type { Workload } from '../../src/workloads/workload.ts';
import { fenced } from './blocks.ts';
import { exampleTexts } from './example-text.ts';
import * as examples from './pipeline-examples.ts';

const { aggregateExamples, functionExamples, meanings, operatorExamples, orders, schema } = examples;
const order = rowOf<RowTypesOf<typeof schema>>(schema);
const source = readFileSync(fileURLToPath(new URL('pipeline-examples.ts', import.meta.url)), 'utf8');

/** The functions of each table of the page. */
export const families: Readonly<Record<string, object>> = {
  comparison: comparisonFunctions,
  logic: logicFunctions,
  conditional: conditionalFunctions,
  arithmetic: arithmeticFunctions,
  text: textFunctions,
  time: timeFunctions,
};

/** An operator's example: its text, its rows, and the same in SQL. */
export async function operatorBlock(name: string): Promise<string> {
  const { plan } = operatorExamples[name as examples.OperatorName]();
  const text = exampleTexts(source, 'operatorExamples').get(name)!;
  const rows = rowsOfStream(plan, await records());
  return [fenced('ts', text), rowsTable(plan, rows), sqlText(plan)].join('\n\n');
}

/** A row for each function of a family, with its value for the first order. */
export async function functionsBlock(family: string): Promise<string> {
  const texts = exampleTexts(source, 'functionExamples');
  const table = await records();
  const rows = Object.keys(families[family]).map((key) => {
    const name = key as FunctionName;
    const { node } = functionExamples[name](order);
    const [[value]] = rowsOfStream(projectNode(orders.plan, { value: node }), table);
    const types = `${functions[name].takes} → ${typeOf(node.spec)}`;
    const sql = new SqlWriter(duckdb, orders.plan).expression(node);
    return [code(texts.get(name)!), types, shown(value, node.spec), code(sql), meanings[name]];
  });
  return markdownTable(['call', 'takes → gives', 'first order', 'SQL (DuckDB)', 'meaning'], rows);
}

/** A row for each aggregate, with its value of all orders. */
export async function aggregatesBlock(): Promise<string> {
  const texts = exampleTexts(source, 'aggregateExamples');
  const table = await records();
  const rows = Object.entries(aggregateExamples).map(([key, example]) => {
    const name = key as AggregateName;
    const { node } = example(order);
    const plan = tumblingWindowNode(orders.plan, 60e6, [], { value: node });
    const [[, , value]] = rowsOfStream(plan, table);
    const [sql] = new SqlWriter(flink, orders.plan).aggregates({ value: node });
    return [
      code(texts.get(name)!),
      `${aggregateFunctions[name].takes} → ${typeOf(node.spec)}`,
      shown(value, node.spec),
      code(sql.replace(' AS `value`', '').replaceAll('`', '"')),
      meanings[name],
    ];
  });
  return markdownTable(['call', 'takes → gives', 'all orders', 'SQL (Flink)', 'meaning'], rows);
}

/** The rows of a pipeline file over its own records. */
export async function rowsBlock(file: string): Promise<string> {
  const module = (await import(new URL(`../../${file}`, import.meta.url).href)) as { readonly default: Workload };
  const { source: own, plan } = module.default;
  if (own.timeScale !== null) throw new Error(`${file} has no recorded source`);
  return rowsTable(plan, rowsOfStream(plan, (await own.load(1000)).records));
}

async function records(): Promise<Table> {
  const path = new URL('../../docs/examples/guide/orders.csv', import.meta.url);
  return (await csv({ path, schema, eventTime: 'time' }).load(1000)).records;
}

const titles: Readonly<Record<DialectName, string>> = { spark: 'Spark', flink: 'Flink', duckdb: 'DuckDB' };

/** The query of the first engine that has one. Those of Spark and Flink are streams, and short. */
function sqlText(plan: PlanNode): string {
  const inTurn: readonly DialectName[] = ['spark', 'flink', ...dialectNames];
  const dialect = inTurn.find((each) => sqlRefusals(plan, each).length === 0);
  if (dialect === undefined) return 'It has no SQL: only the engines `local` and `node` run functions.';
  return [
    `<details><summary>The same in the SQL of ${titles[dialect]}</summary>`,
    fenced('sql', shortened(writeSql(plan, dialect).query)),
    '</details>',
  ].join('\n\n');
}

/** Of a query with one named SELECT only that one: the rest lists its columns again. */
function shortened(query: string): string {
  const [, nested] = /^SELECT\b[^]*?\nFROM \(\n([^]*)\n\) AS \w+$/.exec(query) ?? [];
  if (nested !== undefined && !nested.includes('FROM (')) return nested.replaceAll(/^ {2}/gm, '');
  const [, only] = /^WITH\n {2}\w+ AS \(\n([^]*?)\n {2}\)\nSELECT/.exec(query) ?? [];
  return only === undefined || query.includes('\n  ),') ? query : only.replaceAll(/^ {4}/gm, '');
}

function rowsTable({ schema: columns }: PlanNode, rows: readonly (readonly Value[])[]): string {
  const specs = Object.values(columns);
  return markdownTable(
    Object.keys(columns),
    rows.map((row) => row.map((value, index) => shown(value, specs[index]))),
  );
}

function shown(value: Value, spec: ColumnSpec): string {
  if (value === null) return '*null*';
  if (typeOf(spec) === 'timestamp') return clockTime(Number(value));
  if (typeof value === 'string') return value === '' ? "''" : value;
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
}

/** All example times are of one day. */
function clockTime(micros: number): string {
  return new Date(micros / 1000).toISOString().slice(11, 23).replace(/\.0+$/, '');
}

function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [tableLine(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(tableLine)].join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text.replaceAll(/\s*\n\s*/g, '')}\``;
}
