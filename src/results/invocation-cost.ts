import type { Unit } from './unit.ts';

/** The mean cost of an invocation in one unit. */
export interface InvocationCost {
  readonly records: number;
  readonly processingMicros: number;
  readonly commitMicros: number;
}

/** Null where the unit had no invocation in its measured period, or its engine does not report their cost. */
export function invocationCostOf({ local }: Pick<Unit, 'local'>): InvocationCost | null {
  if (local === null) return null;
  const { meanRecords, meanProcessingMicros, meanCommitMicros } = local.invocations;
  if (meanRecords === null || meanProcessingMicros === null || meanCommitMicros === null) return null;
  return { records: meanRecords, processingMicros: meanProcessingMicros, commitMicros: meanCommitMicros };
}

export function totalMicros({ processingMicros, commitMicros }: InvocationCost): number {
  return processingMicros + commitMicros;
}
