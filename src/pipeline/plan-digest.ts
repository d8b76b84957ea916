import { createHash } from 'node:crypto';
import type { PlanNode } from './plan-node.ts';

/** The first 16 hexadecimal digits of SHA-256 over the plan as JSON: equal plans have equal digests. */
export function planDigest(plan: PlanNode): string {
  return createHash('sha256').update(JSON.stringify(plan, sourceText)).digest('hex').slice(0, 16);
}

/** A user's function is represented by its source text: JSON would leave it out. */
function sourceText(_: string, value: unknown): unknown {
  return typeof value === 'function' ? value.toString() : value;
}
