import { createHash } from 'node:crypto';
import type { PlanNode } from './plan-node.ts';

/** Objects in a plan, each as often as it occurs: JSON writes a part that is shared again and again. */
const mostWrittenOut = 100_000;

/**
 * The first 16 hexadecimal digits of SHA-256 over the plan as JSON: equal plans have equal digests. In a plan that is
 * too large when written out, each object stands for the digest of its own JSON, so that a shared one is read once.
 */
export function planDigest(plan: PlanNode): string {
  const json =
    objectsIn(plan, new Map()) <= mostWrittenOut ? JSON.stringify(plan, withoutLoss) : digestOf(plan, new Map());
  return sha256(json).slice(0, 16);
}

/** How many objects a value has when it is written out. */
function objectsIn(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = known.get(value);
  if (count !== undefined) return count;
  count = 1;
  for (const each of Object.values(value) as unknown[]) count += objectsIn(each, known);
  known.set(value, count);
  return count;
}

function digestOf(value: object, known: Map<object, string>): string {
  const digest = known.get(value) ?? sha256(JSON.stringify(withDigests(value, known), withoutLoss));
  known.set(value, digest);
  return digest;
}

/** The object with digests in the place of the objects in it. */
function withDigests(value: object, known: Map<object, string>): unknown {
  return Object.entries(value).map(([name, each]: [string, unknown]) => [
    name,
    typeof each === 'object' && each !== null ? digestOf(each, known) : each,
  ]);
}

/** What JSON would leave out or write as null: a user's function is represented by its source text. */
function withoutLoss(_: string, value: unknown): unknown {
  if (typeof value === 'function') return value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
