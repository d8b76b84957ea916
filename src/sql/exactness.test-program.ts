import type { AggregateName } from '../operators/aggregates/index.ts';
import { functions, type FunctionName } from '../pipeline/functions/index.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';

const approximations: readonly string[] = ['approximateCountDistinct', 'approximateQuantile'] satisfies AggregateName[];
const rounded: readonly string[] = ['variance', 'standardDeviation'] satisfies AggregateName[];
const inexactFunctions: readonly string[] = (Object.keys(functions) as FunctionName[]).filter(
  (name) => 'exact' in functions[name],
);

/** Whether nothing in a plan may be rounded differently in DuckDB: the last bit could change a later comparison. */
export function isExact(plan: PlanNode): boolean {
  return !calls(plan, [...approximations, ...rounded, ...inexactFunctions]);
}

/** Whether a plan has approximate aggregates: DuckDB computes their exact values. */
export function isApproximate(plan: PlanNode): boolean {
  return calls(plan, approximations);
}

function calls(part: unknown, names: readonly string[]): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const { function: called } = part as { readonly function?: string };
  return (called !== undefined && names.includes(called)) || Object.values(part).some((each) => calls(each, names));
}
