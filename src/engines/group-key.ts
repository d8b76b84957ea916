import type { Value } from '../columns/column-type.ts';

/** The same for the same values, whatever wrote them. */
export function groupKey(values: readonly Value[]): string {
  // JSON would write NaN and the infinities as null, which is another key.
  return JSON.stringify(
    values.map((value) => (Number.isFinite(value) || typeof value !== 'number' ? value : [`${value}`])),
  );
}
