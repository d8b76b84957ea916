import type { PlanNode } from '../pipeline/plan-node.ts';
import type { AggregateNode } from './aggregates/index.ts';
import { checkDuration } from './duration.ts';
import type { Operator } from './operator.ts';
import { compileWindowedGroups } from './windowed-groups.ts';
import { windowedSchema, type WindowedNode } from './windowed-rows.ts';

/**
 * Aggregates per key over windows [k·size, (k+1)·size) of event time. A window closes when its end ≤ the watermark.
 * It then emits one row per key, in the order of (end, key). Their event time is the window's last microsecond. A row
 * is late, and dropped, if its window had closed by the watermark before the row. All this depends only on the row
 * and those before it, so batch boundaries cannot matter.
 *
 * State: the groups of each open window. A closed window is dropped whole.
 */
export interface TumblingWindowNode extends WindowedNode {
  readonly kind: 'tumbling-window';
  readonly sizeMicros: number;
}

export function tumblingWindowNode(
  input: PlanNode,
  sizeMicros: number,
  by: readonly string[],
  aggregates: Readonly<Record<string, AggregateNode>>,
): TumblingWindowNode {
  checkDuration("a window's size", sizeMicros);
  const schema = windowedSchema(input.schema, by, aggregates);
  return Object.freeze({
    kind: 'tumbling-window',
    schema,
    input,
    sizeMicros,
    by: Object.freeze([...by]),
    aggregates: Object.freeze({ ...aggregates }),
  });
}

export const tumblingWindow: Operator<TumblingWindowNode> = {
  kind: 'tumbling-window',
  horizonMicros: (node) => node.sizeMicros,
  // A tumbling window slides by its size.
  compile: (node, writer, consume) =>
    compileWindowedGroups(node, { sizeMicros: node.sizeMicros, slideMicros: node.sizeMicros }, writer, consume),
};
