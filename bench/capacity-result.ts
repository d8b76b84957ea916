import { readFileSync } from 'node:fs';
import type { Capacity } from '../src/results/findings/capacity.ts';
import type { Result } from '../src/results/result.ts';

/** A result of `stream-bench capacity`, and its capacities. */
export function readCapacities(path: string): { readonly result: Result; readonly capacities: readonly Capacity[] } {
  const result = JSON.parse(readFileSync(path, 'utf8')) as Result;
  if (result.findings.kind !== 'capacity') throw new Error(`${path} holds no capacities`);
  return { result, capacities: result.findings.capacities };
}
