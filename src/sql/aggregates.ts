import { typeOf } from '../columns/column-type.ts';
import type { AggregateName, AggregateNode } from '../operators/aggregates/index.ts';
import type { DialectName } from './dialect.ts';
import { refused } from './refusal.ts';

/** `argument` is the value's SQL. */
type Template = (argument: string, node: AggregateNode) => string;

/** One template for all dialects, or one for each that differs beside the common one. */
type AggregateSql = Template | ({ readonly common: Template } & Partial<Readonly<Record<DialectName, Template>>>);

const noOrder = "Spark's aggregates know no order of arrival";

/**
 * What each aggregate is in SQL. Where the order of the values matters, as in sums of doubles, DuckDB is told it.
 * Approximations are judged by the exact value that they approximate.
 */
const aggregates: Readonly<Record<AggregateName, AggregateSql>> = {
  count: (argument) => `COUNT(${argument})`,
  sum: {
    common: (argument) => `SUM(${argument})`,
    // The sum of 64-bit integers is a 128-bit one.
    duckdb: (argument, { spec }) => (typeOf(spec) === 'integer' ? `CAST(SUM(${argument}) AS BIGINT)` : inOrder('SUM', argument)),
  },
  mean: {
    common: (argument) => `AVG(CAST(${argument} AS DOUBLE))`,
    duckdb: (argument) => inOrder('AVG', `CAST(${argument} AS DOUBLE)`),
  },
  min: (argument) => `MIN(${argument})`,
  max: (argument) => `MAX(${argument})`,
  variance: {
    common: (argument) => `VAR_SAMP(CAST(${argument} AS DOUBLE))`,
    duckdb: (argument) => inOrder('VAR_SAMP', `CAST(${argument} AS DOUBLE)`),
  },
  standardDeviation: {
    common: (argument) => `STDDEV_SAMP(CAST(${argument} AS DOUBLE))`,
    duckdb: (argument) => inOrder('STDDEV_SAMP', `CAST(${argument} AS DOUBLE)`),
  },
  // Both pass over nulls.
  first: { common: (argument) => `FIRST_VALUE(${argument})`, duckdb: (argument) => `ARG_MIN(${argument}, row_order)`, spark: refused(noOrder) },
  last: { common: (argument) => `LAST_VALUE(${argument})`, duckdb: (argument) => `ARG_MAX(${argument}, row_order)`, spark: refused(noOrder) },
  countDistinct: {
    common: (argument) => `COUNT(DISTINCT ${argument})`,
    spark: refused('Spark counts no distinct values in streams, only about: approximateCountDistinct'),
  },
  approximateCountDistinct: { common: (argument) => `COUNT(DISTINCT ${argument})`, spark: (argument) => `APPROX_COUNT_DISTINCT(${argument})` },
  approximateQuantile: {
    common: (argument, { quantile }) => `CAST(PERCENTILE_APPROX(${argument}, ${quantile}) AS DOUBLE)`,
    // The value of rank ⌊q(n − 1)⌋; LIST keeps nulls.
    duckdb: (argument, { quantile }) => {
      const values = `LIST(CAST(${argument} AS DOUBLE) ORDER BY ${argument}) FILTER ((${argument}) IS NOT NULL)`;
      return `(${values})[1 + CAST(FLOOR(${quantile} * (COUNT(${argument}) - 1)) AS BIGINT)]`;
    },
    flink: (argument, { quantile }) => `PERCENTILE(CAST(${argument} AS DOUBLE), ${quantile})`,
  },
};

function inOrder(name: string, argument: string): string {
  return `${name}(${argument} ORDER BY row_order)`;
}

export function aggregateSql(node: AggregateNode, argument: string | undefined, dialect: DialectName): string {
  if (argument === undefined) return 'COUNT(*)';
  const entry = aggregates[node.function];
  const template = typeof entry === 'function' ? entry : (entry[dialect] ?? entry.common);
  return template(argument, node);
}
