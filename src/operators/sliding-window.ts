import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import type { AggregateNode } from './aggregates/index.ts';
import { checkDuration } from './duration.ts';
import type { Operator } from './operator.ts';
import { compileWindowedGroups } from './windowed-groups.ts';
import { windowedSchema, type WindowedNode } from './windowed-rows.ts';

/**
 * Aggregates per key over windows [k·slide, k·slide + size) of event time, also called hopping windows. They overlap:
 * a row belongs to each window that holds it. Windows close, and emit their rows, as tumbling windows do. A row can be
 * late for some of its windows: it counts in those that are still open, and is dropped if all have closed. All this
 * depends only on the row and those before it, so batch boundaries cannot matter.
 *
 * State: the groups of each open window. Windows share no partial sums, which would round differently, so a row costs
 * size / slide additions. A closed window is dropped whole.
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
      what: `windows of ${sizeMicros} µs that slide by ${slideMicros} µs would leave gaps`,
      remedy: 'Slide by the size or less.',
    });
  }
  checkWindowsOfRow(sizeMicros, slideMicros);
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

/** Each row is added to every window that holds it. */
const mostWindowsOfRow = 10_000;

function checkWindowsOfRow(sizeMicros: number, slideMicros: number): void {
  const windows = Math.ceil(sizeMicros / slideMicros);
  if (windows <= mostWindowsOfRow) return;
  const [most, leastSlideMs] = [mostWindowsOfRow, Math.ceil(sizeMicros / mostWindowsOfRow) / 1000];
  throw new StreamBenchError({
    kind: 'input',
    what:
      `windows of ${sizeMicros / 1000} ms that slide by ${slideMicros / 1000} ms hold each row ` +
      `${windows.toLocaleString('en')} times, and at most ${most.toLocaleString('en')} are possible`,
    remedy: `Raise slideMs to ${leastSlideMs} or more, or choose a smaller sizeMs.`,
  });
}

export const slidingWindow: Operator<SlidingWindowNode> = {
  kind: 'sliding-window',
  horizonMicros: (node) => node.sizeMicros,
  compile: (node, writer, consume) => compileWindowedGroups(node, node, writer, consume),
};
