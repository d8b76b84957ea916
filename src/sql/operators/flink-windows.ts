import { inputsOf, type PlanNode } from '../../pipeline/plan-node.ts';
import type { WindowedNode } from '../../operators/windowed-rows.ts';
import { refuse } from '../refusal.ts';

const emittedByWatermark: readonly string[] = ['tumbling-window', 'sliding-window', 'session-window', 'top-k'];

/**
 * Event time in Flink is in milliseconds: a window's rows have the time of its last millisecond, where a plan has its
 * last microsecond. Between rows of windows, differences of time are the same. Comparisons with other times are not.
 */
export function refuseWindowTimes(node: PlanNode, allowed: 'none' | 'all'): void {
  const times = new Set(inputsOf(node).flatMap(timesOf));
  if (!times.has('of windows') || (allowed === 'all' && times.size === 1)) return;
  refuse("in Flink a window's rows have the time of its last millisecond, and in a plan that of its last microsecond");
}

function timesOf(node: PlanNode): ('of records' | 'of windows')[] {
  if (emittedByWatermark.includes(node.kind)) return ['of windows'];
  const inputs = inputsOf(node);
  return inputs.length === 0 ? ['of records'] : inputs.flatMap(timesOf);
}

/** Flink assembles windows that overlap or merge from parts. */
export function refuseFirstAndLast({ aggregates }: WindowedNode): void {
  if (Object.values(aggregates).some(({ function: name }) => name === 'first' || name === 'last')) {
    refuse('Flink has first and last values only for windows that neither overlap nor merge');
  }
}
