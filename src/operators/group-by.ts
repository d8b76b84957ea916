import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { withColumns } from './added-columns.ts';
import { aggregateCells, writeAdditions } from './aggregates/aggregate-code.ts';
import { createAccumulator, type AggregateNode } from './aggregates/index.ts';
import { writeKey } from './key-trie.ts';
import { KeyedGroups, writeSlotLookup } from './keyed-groups.ts';
import type { Operator } from './operator.ts';

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
  compile({ by, aggregates }, writer, consume) {
    const accumulators = Object.values(aggregates).map((node) => createAccumulator(node, writer.dictionary));
    const groups = writer.parameter(new KeyedGroups(by.length, accumulators));
    const held = `${groups}.accumulators`;
    return [
      (row) => {
        const slot = writeSlotLookup(groups, writeKey(by, row, writer), writer);
        writeAdditions(aggregates, row, writer, held, slot);
        writer.markAbsorbed();
        const keys = Object.fromEntries(by.map((name) => [name, row.cells[name]]));
        consume({ cells: { ...keys, ...aggregateCells(aggregates, held, slot) }, time: row.time });
      },
    ];
  },
};
