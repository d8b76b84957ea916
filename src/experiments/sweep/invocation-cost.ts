import type { Run } from '../../results/result.ts';
import type { InvocationCost } from './batch-cost.ts';

/** What a unit's invocations took on average; null where it does not count, or had none in its measured period. */
export function invocationCostOf({ status, invocations }: Run): InvocationCost | null {
  const { meanRecords, meanProcessingMicros, meanCommitMicros } = invocations;
  if (status !== 'valid' || meanRecords === null || meanProcessingMicros === null || meanCommitMicros === null) return null;
  return { records: meanRecords, processingMicros: meanProcessingMicros, commitMicros: meanCommitMicros };
}

export function invocationCostsOf(runs: readonly Run[]): InvocationCost[] {
  return runs.map(invocationCostOf).filter((cost) => cost !== null);
}
