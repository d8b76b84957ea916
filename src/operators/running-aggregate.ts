import { typeOf, type ColumnSpec } from '../columns/column-type.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { withColumns } from './added-columns.ts';
import { aggregateCells, writeAdditions } from './aggregates/aggregate-code.ts';
import { createAccumulator, specIfEmpty, type AggregateNode } from './aggregates/index.ts';
import { checkDistance } from './duration.ts';
import { KeyedSlots, writeSlot } from './keyed-slots.ts';
import type { CellCode, CodeWriter, Operator } from './operator.ts';

/**
 * Adds to each row the aggregates over all rows of its key so far: SQL's sum(x) OVER (PARTITION BY key ORDER BY arrival
 * ROWS UNBOUNDED PRECEDING). They include the row itself or, with `excludeCurrent`, only the rows before it. The order
 * is that of arrival, so batch boundaries cannot matter. A key that was forgotten after `idleMicros` (see KeyedSlots)
 * starts afresh.
 *
 * State: the aggregates of each key; without `idleMicros`, for ever.
 */
export interface RunningAggregateNode extends PlanNode {
  readonly kind: 'running-aggregate';
  readonly input: PlanNode;
  readonly by: readonly string[];
  readonly aggregates: Readonly<Record<string, AggregateNode>>;
  readonly excludeCurrent: boolean;
  /** Absent if keys are never forgotten. */
  readonly idleMicros?: number;
}

export function runningAggregateNode(
  input: PlanNode,
  by: readonly string[],
  aggregates: Readonly<Record<string, AggregateNode>>,
  {
    excludeCurrent = false,
    idleMicros,
  }: { readonly excludeCurrent?: boolean | undefined; readonly idleMicros?: number | undefined } = {},
): RunningAggregateNode {
  for (const name of by) checkColumn(input.schema, name);
  if (idleMicros !== undefined) checkDistance('the idle time of runningAggregate()', idleMicros);
  const added = Object.entries(aggregates).map(([name, node]): [string, ColumnSpec] => [
    name,
    excludeCurrent ? specIfEmpty(node) : node.spec,
  ]);
  return Object.freeze({
    kind: 'running-aggregate',
    schema: withColumns('runningAggregate()', input.schema, Object.fromEntries(added)),
    input,
    by: Object.freeze([...by]),
    aggregates: Object.freeze({ ...aggregates }),
    excludeCurrent,
    ...(idleMicros !== undefined && { idleMicros }),
  });
}

export const runningAggregate: Operator<RunningAggregateNode> = {
  kind: 'running-aggregate',
  horizonMicros: ({ idleMicros = 0 }) => idleMicros,
  compile(node, writer, consume) {
    const { by, aggregates, excludeCurrent, idleMicros = Infinity } = node;
    const resulting = resultingAggregates(node);
    const accumulators = Object.values(resulting).map((aggregate) => createAccumulator(aggregate, writer.dictionary));
    const slots = writer.parameter(new KeyedSlots(by.length, idleMicros, accumulators, writer.watermark));
    const held = writer.parameter(accumulators);
    return [
      (row) => {
        const { slot } = writeSlot(slots, by, row, writer);
        const add = (): void => writeAdditions(aggregates, row, writer, held, slot);
        if (!excludeCurrent) add();
        const cells = writeCells(resulting, held, slot, writer);
        if (excludeCurrent) add();
        writer.markAbsorbed();
        consume({ cells: { ...row.cells, ...cells }, time: row.time });
      },
    ];
  },
};

/** Without its own row, a group may be empty, and more aggregates null. */
function resultingAggregates({ aggregates, schema }: RunningAggregateNode): Record<string, AggregateNode> {
  const named = Object.keys(aggregates).map((name) => [name, { ...aggregates[name], spec: schema[name] }] as const);
  return Object.fromEntries(named);
}

/** The aggregates as constants of the generated code, because later rows change what the slot holds. */
function writeCells(
  aggregates: Record<string, AggregateNode>,
  held: string,
  slot: string,
  writer: CodeWriter,
): Record<string, CellCode> {
  const cells = Object.entries(aggregateCells(aggregates, held, slot));
  return Object.fromEntries(cells.map(([name, cell]): [string, CellCode] => [name, asConstants(cell, writer)]));
}

function asConstants({ value, isNull, spec }: CellCode, writer: CodeWriter): CellCode {
  if (isNull === undefined) return { value: writer.variable(value), isNull, spec };
  const isNullConstant = writer.variable(isNull);
  // An empty aggregate may have no value to read.
  const ofNull = typeOf(spec) === 'boolean' ? 'false' : '0';
  return { value: writer.variable(`${isNullConstant} ? ${ofNull} : ${value}`), isNull: isNullConstant, spec };
}
