import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import type { AggregateNode } from './aggregates/index.ts';
import { checkDuration } from './duration.ts';
import type { Operator } from './operator.ts';
import { compileWindowedGroups } from './windowed-groups.ts';
import { windowedSchema, type WindowedNode } from './windowed-rows.ts';

/**
 * Aggregates per key over windows [k·slide, k·slide + size) of event time, which overlap: a row belongs to each
 * that holds it, also called hopping windows. Windows close, and put out their rows, as tumbling ones do. A row
 * can be late for some of its windows: it counts in those still open, and once as late for each that has closed;
 * it is dropped where all have. All this looks only at the row and at those before it, so batch boundaries
 * cannot matter. State: the groups of open windows, each of its own, because sums made of the parts that
 * windows share would round differently; so a row costs size / slide additions. A closed window is dropped whole.
 */
export interface SlidingWindowNode extends WindowedNode {
  readonly kind: 'sliding-window';
  readonly sizeMicros: number;
  readonly slideMicros: number;
}

export function slidingWindowNode(
  input: PlanNode,
  sizeMicros: number,
  slideMicros: number,
  by: readonly string[],
  aggregates: Readonly<Record<string, AggregateNode>>,
): SlidingWindowNode {
  checkDuration("a window's size", sizeMicros);
  checkDuration("a window's slide", slideMicros);
  if (slideMicros > sizeMicros) {
    throw new StreamBenchError({
      kind: 'input',
      what: `windows of ${sizeMicros} µs that slide by ${slideMicros} µs would leave out what lies between them`,
      remedy: 'Slide by the size or less.',
    });
  }
  return Object.freeze({
    kind: 'sliding-window',
    schema: windowedSchema(input.schema, by, aggregates),
    input,
    sizeMicros,
    slideMicros,
    by: Object.freeze([...by]),
    aggregates: Object.freeze({ ...aggregates }),
  });
}

export const slidingWindow: Operator<SlidingWindowNode> = {
  kind: 'sliding-window',
  horizonMicros: (node) => node.sizeMicros,
  compile: (node, writer, consume) => compileWindowedGroups(node, node, writer, consume),
};
