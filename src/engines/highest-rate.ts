import type { Conditions } from './unit-spec.ts';

/** In records/s: at this rate a unit, its warm-up included, has as many records as its engine takes. */
export function highestRate(
  maxRecords: number,
  { warmUpMs }: Pick<Conditions, 'warmUpMs'>,
  durationMs: number,
): number {
  return (maxRecords * 1000) / (warmUpMs + durationMs);
}
