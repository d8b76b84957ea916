import { inputsOf, type PlanNode } from '../../pipeline/plan-node.ts';
import type { WindowedNode } from '../../operators/windowed-rows.ts';
import { refuse } from '../refusal.ts';

const putOutByWatermark: readonly string[] = ['tumbling-window', 'sliding-window', 'session-window', 'top-k'];

/**
 * Event time in Flink has milliseconds: rows of windows have the time of the window's last one, where a plan has its last
 * microsecond. Distances between rows of windows are the same; all that compares them with other times is not.
 */
export function refuseWindowTimes(node: PlanNode, allowed: 'none' | 'all'): void {
  const times = new Set(inputsOf(node).flatMap(timesOf));
  if (!times.has('of windows') || (allowed === 'all' && times.size === 1)) return;
  refuse("Flink's rows of windows have the time of its last millisecond, and a plan's that of its last microsecond");
}

function timesOf(node: PlanNode): ('of records' | 'of windows')[] {
  if (putOutByWatermark.includes(node.kind)) return ['of windows'];
  const inputs = inputsOf(node);
  return inputs.length === 0 ? ['of records'] : inputs.flatMap(timesOf);
}

/** Windows that overlap or merge are put together from parts. */
export function refuseFirstAndLast({ aggregates }: WindowedNode): void {
  if (Object.values(aggregates).some(({ function: name }) => name === 'first' || name === 'last')) {
    refuse('Flink has first and last values only in windows that neither overlap nor merge');
  }
}
