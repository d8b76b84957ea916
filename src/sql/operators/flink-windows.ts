import { inputsOf, type PlanNode } from '../../pipeline/plan-node.ts';
import type { WindowedNode } from '../../operators/windowed-rows.ts';
import { refuse } from '../refusal.ts';

const putOutByWatermark: readonly string[] = ['tumbling-window', 'sliding-window', 'session-window', 'top-k'];

/** Event time in Flink has milliseconds: the rows of a window have the time of its last one, where a plan has its last microsecond. */
export function refuseWindowTimes(node: PlanNode): void {
  if (inputsOf(node).some(hasWindowTimes)) refuse("Flink's rows of windows have the time of the window's last millisecond, and a plan's that of its last microsecond");
}

function hasWindowTimes(node: PlanNode): boolean {
  return putOutByWatermark.includes(node.kind) || inputsOf(node).some(hasWindowTimes);
}

/** Windows that overlap or merge are put together from parts. */
export function refuseFirstAndLast({ aggregates }: WindowedNode): void {
  if (Object.values(aggregates).some(({ function: name }) => name === 'first' || name === 'last')) {
    refuse('Flink has first and last values only in windows that neither overlap nor merge');
  }
}
