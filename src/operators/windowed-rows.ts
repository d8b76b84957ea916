import type { ColumnSpec, Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { aggregateCells } from './aggregates/aggregate-code.ts';
import type { AggregateNode } from './aggregates/index.ts';
import type { RowCode } from './operator.ts';
import { storedCell } from './stored-cell.ts';

/** What windows of every kind have: the columns that make up the key, and what to compute for each key. */
export interface WindowedNode extends PlanNode {
  readonly input: PlanNode;
  readonly by: readonly string[];
  readonly aggregates: Readonly<Record<string, AggregateNode>>;
}

/** The columns that windows emit: the keys, `windowStart`, `windowEnd` and the aggregates. */
export function windowedSchema(
  input: Schema,
  by: readonly string[],
  aggregates: Readonly<Record<string, AggregateNode>>,
): Schema {
  for (const name of by) checkColumn(input, name);
  const columns: [string, ColumnSpec][] = [
    ...by.map((name): [string, ColumnSpec] => [name, input[name]]),
    ['windowStart', 'timestamp'],
    ['windowEnd', 'timestamp'],
    ...Object.entries(aggregates).map(([name, { spec }]): [string, ColumnSpec] => [name, spec]),
  ];
  const names = columns.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    const remedy = 'Rename the one of its input with project() before the window, or the aggregate.';
    throw new StreamBenchError({ kind: 'input', what: `the window would have two columns '${twice}'`, remedy });
  }
  return Object.freeze(Object.fromEntries(columns));
}

/** Code that reads the parts of a closed window's row. The code around it has `start` and `end`. */
interface ClosedGroupCode {
  readonly key: (index: number) => string;
  readonly accumulators: string;
  readonly slot: string;
  /** The window's last microsecond: the event time of its row. */
  readonly time: string;
}

/** The row of a closed window. */
export function windowedRow(
  { by, schema, aggregates }: WindowedNode,
  { key, accumulators, slot, time }: ClosedGroupCode,
): RowCode {
  const cells = {
    ...Object.fromEntries(by.map((name, index) => [name, storedCell(key(index), schema[name])])),
    windowStart: { value: 'start', isNull: undefined, spec: 'timestamp' },
    windowEnd: { value: 'end', isNull: undefined, spec: 'timestamp' },
    ...aggregateCells(aggregates, accumulators, slot),
  } as const;
  return { cells, time };
}
