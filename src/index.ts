export type { ColumnSpec, ColumnType, Schema, Value } from './columns/column-type.ts';
export { literal } from './pipeline/expression.ts';
export { staticTable, type StaticTable } from './pipeline/static-table.ts';
export { count, max, mean, min, sum } from './builder/aggregate.ts';
export type { Stream } from './builder/stream.ts';
export { generated } from './sources/generated.ts';
export type { Source } from './sources/source.ts';
export { workload, type Workload } from './workloads/workload.ts';
export { StreamBenchError } from './errors.ts';
