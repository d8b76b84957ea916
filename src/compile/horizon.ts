import { operatorOf } from '../operators/index.ts';
import { inputsOf, type PlanNode, type SourceNode } from '../pipeline/plan-node.ts';

/** Event time in microseconds after which every window has filled and closed once: the minimum for a warm-up. */
export function horizonMicros(plan: PlanNode): number {
  const inputs = inputsOf(plan);
  if (inputs.length === 0) return (plan as SourceNode).watermarkDelayMicros;
  return Math.max(...inputs.map(horizonMicros)) + (operatorOf(plan).horizonMicros?.(plan) ?? 0);
}
