import type { PlanNode } from '../pipeline/plan-node.ts';
import type { AggregateNode } from './aggregates/index.ts';
import { checkDuration } from './duration.ts';
import type { Operator } from './operator.ts';
import { compileWindowedGroups } from './windowed-groups.ts';
import { windowedSchema, type WindowedNode } from './windowed-rows.ts';

/**
 * Aggregates per key over windows [k·size, (k+1)·size) of event time. A window closes when its end ≤ the
 * watermark, and then puts out one row per key, ordered by (end, key); a row is late, and dropped, iff its
 * window has closed by the watermark as it was before the row. Both look only at the row and at those
 * before it, so batch boundaries cannot matter. State: the groups of open windows; a closed window is
 * dropped whole. The rows' event time is the window's last microsecond.
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
  // Windows that slide by their size.
  compile: (node, writer, consume) =>
    compileWindowedGroups(node, { sizeMicros: node.sizeMicros, slideMicros: node.sizeMicros }, writer, consume),
};
