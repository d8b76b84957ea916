export type { ColumnSpec, ColumnType, Schema, Value } from './columns/column-type.ts';
export { literal } from './pipeline/expression.ts';
export { when } from './pipeline/when.ts';
export { staticTable, type StaticTable } from './pipeline/static-table.ts';
export {
  approximateCountDistinct,
  approximateQuantile,
  count,
  countDistinct,
  first,
  last,
  max,
  mean,
  min,
  standardDeviation,
  sum,
  variance,
} from './builder/aggregate.ts';
export type { Stream } from './builder/stream.ts';
export { generated } from './sources/generated.ts';
export { arrow } from './sources/arrow.ts';
export { csv } from './sources/csv.ts';
export { ndjson } from './sources/ndjson.ts';
export { parquet } from './sources/parquet.ts';
export type { Source } from './sources/source.ts';
export { workload, type Workload } from './workloads/workload.ts';
export { StreamBenchError } from './errors.ts';
