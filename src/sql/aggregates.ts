import { typeOf } from '../columns/column-type.ts';
import type { AggregateName, AggregateNode } from '../operators/aggregates/index.ts';
import type { DialectName } from './dialect.ts';

/** `argument` is the value's SQL; `arrival`: ` ORDER BY row_order` where the dialect can be told the order, else nothing. */
type Template = (argument: string, arrival: string, node: AggregateNode) => string;

/** One template for all dialects, or one for each that differs beside the common one. */
type Entry = Template | ({ readonly common: Template } & Partial<Readonly<Record<DialectName, Template>>>);

/** What each aggregate is in SQL. Sums of doubles depend on their order, so DuckDB is told it. */
const aggregates: Readonly<Record<AggregateName, Entry>> = {
  count: (argument) => `COUNT(${argument})`,
  sum: {
    common: (argument) => `SUM(${argument})`,
    // The sum of 64-bit integers is a 128-bit one.
    duckdb: (argument, arrival, { spec }) => (typeOf(spec) === 'integer' ? `CAST(SUM(${argument}) AS BIGINT)` : `SUM(${argument}${arrival})`),
  },
  mean: {
    common: (argument) => `AVG(${argument})`,
    duckdb: (argument, arrival) => `AVG(CAST(${argument} AS DOUBLE)${arrival})`,
    // The mean of whole numbers would be a whole number.
    flink: (argument) => `AVG(CAST(${argument} AS DOUBLE))`,
  },
  min: (argument) => `MIN(${argument})`,
  max: (argument) => `MAX(${argument})`,
};

export function aggregateSql(node: AggregateNode, argument: string | undefined, dialect: DialectName): string {
  if (argument === undefined) return 'COUNT(*)';
  const entry = aggregates[node.function];
  const template = typeof entry === 'function' ? entry : (entry[dialect] ?? entry.common);
  return template(argument, dialect === 'duckdb' ? ' ORDER BY row_order' : '', node);
}
