import { operatorOf } from '../operators/index.ts';
import type { PlanNode, SourceNode } from '../pipeline/plan-node.ts';

/** Event time in microseconds after which every window has filled and closed once: the least for a warm-up. */
export function horizonMicros(plan: PlanNode): number {
  if (plan.input === undefined) return (plan as SourceNode).watermarkDelayMicros;
  return horizonMicros(plan.input) + (operatorOf(plan).horizonMicros?.(plan) ?? 0);
}
