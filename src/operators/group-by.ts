import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { withColumns } from './added-columns.ts';
import { aggregateCells, writeAdditions } from './aggregates/aggregate-code.ts';
import { createAccumulator, type AggregateNode } from './aggregates/index.ts';
import { ChangedSlots } from './changed-slots.ts';
import { writeKey } from './key-trie.ts';
import { KeyedGroups, writeSlotLookup } from './keyed-groups.ts';
import type { CodeWriter, Operator, RowCode } from './operator.ts';
import { storedCell } from './stored-cell.ts';

/**
 * The last node of a plan: its output is a table with a row for each group, the rows with equal values of the `by`
 * columns. It holds the aggregates over all rows of the group so far: SQL's GROUP BY over a stream, as an updating
 * query. Rows are updates of that table, as those of `latest` are: an invocation writes a row for each group that it
 * changed, in the order of their first changes. How many are written depends on batch boundaries and is reported; the
 * table does not depend on them. Nothing waits for a watermark, so no row is late. Anywhere else in a plan, this node
 * emits a row for each row, with its time.
 *
 * State: the aggregates of each group, for ever. It grows with the number of groups.
 */
export interface GroupByNode extends PlanNode {
  readonly kind: 'group-by';
  readonly input: PlanNode;
  readonly by: readonly string[];
  readonly aggregates: Readonly<Record<string, AggregateNode>>;
}

export function groupByNode(
  input: PlanNode,
  by: readonly string[],
  aggregates: Readonly<Record<string, AggregateNode>>,
): GroupByNode {
  if (by.length === 0)
    throw new StreamBenchError({ kind: 'input', what: 'groupBy() needs at least one column as a key' });
  for (const name of by) checkColumn(input.schema, name);
  const keys = Object.fromEntries(by.map((name) => [name, input.schema[name]]));
  const added = Object.fromEntries(Object.entries(aggregates).map(([name, { spec }]) => [name, spec]));
  return Object.freeze({
    kind: 'group-by',
    schema: withColumns('groupBy()', keys, added),
    input,
    by: Object.freeze([...by]),
    aggregates: Object.freeze({ ...aggregates }),
  });
}

export const groupBy: Operator<GroupByNode> = {
  kind: 'group-by',
  compile(node, writer, consume) {
    const groups = openGroups(node, writer);
    return [
      (row) => {
        const slot = writeAddition(node, groups, row, writer);
        writer.markAbsorbed();
        consume(groupRow(node, groups, slot, row.time));
      },
    ];
  },
  /** Rows are made when an invocation ends, because only the last of a group would stay. */
  compileLast(node, writer, consume) {
    const groups = openGroups(node, writer);
    const changed = writer.parameter(new ChangedSlots());
    writer.atEnd(() => {
      writer.block(`for (let index = 0; index < ${changed}.size; index++)`, () => {
        const slot = writer.variable(`${changed}.slots[index]`);
        writer.line(`${writer.cause} = ${changed}.causes[${slot}];`);
        // Nothing follows that would read a time.
        consume(groupRow(node, groups, slot, 'NaN'));
      });
      writer.line(`${changed}.clear();`);
    });
    return [
      (row) => {
        writer.line(`${changed}.note(${writeAddition(node, groups, row, writer)}, ${writer.cause});`);
        writer.markEmitted();
      },
    ];
  },
};

function openGroups({ by, aggregates }: GroupByNode, writer: CodeWriter): string {
  const accumulators = Object.values(aggregates).map((node) => createAccumulator(node, writer.dictionary));
  return writer.parameter(new KeyedGroups(by.length, accumulators));
}

/** Adds the row to its group. Returns the variable with the group's slot. */
function writeAddition({ by, aggregates }: GroupByNode, groups: string, row: RowCode, writer: CodeWriter): string {
  const slot = writeSlotLookup(groups, writeKey(by, row, writer), writer);
  writeAdditions(aggregates, row, writer, `${groups}.accumulators`, slot);
  return slot;
}

/** The row of a group: its key and its aggregates so far. */
function groupRow({ by, schema, aggregates }: GroupByNode, groups: string, slot: string, time: string): RowCode {
  const keys = by.map((name, index) => [name, storedCell(`${groups}.keys[${index}][${slot}]`, schema[name])] as const);
  return {
    cells: { ...Object.fromEntries(keys), ...aggregateCells(aggregates, `${groups}.accumulators`, slot) },
    time,
  };
}
