import { typeOf } from '../columns/column-type.ts';
import type { AggregateName, AggregateNode } from '../operators/aggregates/index.ts';
import type { DialectName } from './dialect.ts';
import { refusal } from './refusal.ts';

/** `argument` is the value's SQL; `over` is the frame of a running aggregate, else empty. */
type Template = (argument: string, over: string, node: AggregateNode) => string;

/** One template for all dialects, or a common one and others for the dialects that differ. */
type AggregateSql = Template | ({ readonly common: Template } & Partial<Readonly<Record<DialectName, Template>>>);

const noOrder = "Spark's aggregates have no order of arrival";

/**
 * What each aggregate is in SQL. If the order of the values matters, as in sums of doubles, DuckDB's SQL states it.
 * An approximation is written as the exact value if an engine has no such approximation.
 */
const aggregates: Readonly<Record<AggregateName, AggregateSql>> = {
  count: (argument, over) => `COUNT(${argument})${over}`,
  sum: {
    common: (argument, over) => `SUM(${argument})${over}`,
    // The sum of 64-bit integers is a 128-bit integer.
    duckdb: (argument, over, { spec }) =>
      typeOf(spec) === 'integer' ? `CAST(SUM(${argument})${over} AS BIGINT)` : inOrder('SUM', argument, over),
  },
  mean: ofDoubles('AVG'),
  min: (argument, over) => `MIN(${argument})${over}`,
  max: (argument, over) => `MAX(${argument})${over}`,
  variance: ofDoubles('VAR_SAMP'),
  standardDeviation: ofDoubles('STDDEV_SAMP'),
  // Both ignore nulls.
  first: {
    common: (argument, over) => `FIRST_VALUE(${argument})${over}`,
    duckdb: (argument, over) => `ARG_MIN(${argument}, row_order)${over}`,
    spark: refusal(noOrder),
  },
  last: {
    common: (argument, over) => `LAST_VALUE(${argument})${over}`,
    duckdb: (argument, over) => `ARG_MAX(${argument}, row_order)${over}`,
    spark: refusal(noOrder),
  },
  countDistinct: {
    common: (argument, over) => `COUNT(DISTINCT ${argument})${over}`,
    spark: refusal('Spark counts distinct values in streams only approximately, by approximateCountDistinct'),
  },
  approximateCountDistinct: {
    common: (argument, over) => `COUNT(DISTINCT ${argument})${over}`,
    spark: (argument, over) => `APPROX_COUNT_DISTINCT(${argument})${over}`,
  },
  approximateQuantile: {
    common: (argument, over, { quantile }) => `CAST(PERCENTILE_APPROX(${argument}, ${quantile})${over} AS DOUBLE)`,
    // The value of rank ⌊q(n − 1)⌋; LIST keeps nulls.
    duckdb: (argument, over, { quantile }) => {
      const values = `LIST(CAST(${argument} AS DOUBLE)) FILTER ((${argument}) IS NOT NULL)${over}`;
      return `LIST_SORT(${values})[1 + CAST(FLOOR(${quantile} * (COUNT(${argument})${over} - 1)) AS BIGINT)]`;
    },
    flink: (argument, over, { quantile }) => `PERCENTILE(CAST(${argument} AS DOUBLE), ${quantile})${over}`,
  },
};

export function aggregateSql(
  node: AggregateNode,
  argument: string | undefined,
  over: string,
  dialect: DialectName,
): string {
  if (argument === undefined) return `COUNT(*)${over}`;
  const entry = aggregates[node.function];
  const template = typeof entry === 'function' ? entry : (entry[dialect] ?? entry.common);
  return template(argument, over, node);
}

/** Without the CAST, some engines return a whole number for whole numbers. */
function ofDoubles(name: string): AggregateSql {
  return {
    common: (argument, over) => `${name}(CAST(${argument} AS DOUBLE))${over}`,
    duckdb: (argument, over) => inOrder(name, `CAST(${argument} AS DOUBLE)`, over),
  };
}

/** For DuckDB: an aggregate in order of arrival. A frame has that order already. */
function inOrder(name: string, argument: string, over: string): string {
  return over === '' ? `${name}(${argument} ORDER BY row_order)` : `${name}(${argument})${over}`;
}
