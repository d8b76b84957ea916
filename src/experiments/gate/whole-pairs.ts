import type { UnitSpec } from '../../engines/unit-spec.ts';

/**
 * How many units of an interrupted gate are still good. The units of a pair are neighbours in time, so one whose
 * partner was not measured is measured again with it.
 */
export function wholePairs(units: readonly UnitSpec[]): number {
  const last = units.at(-1);
  if (last === undefined) return 0;
  const ofLast = recordsOf(last);
  const isWhole = units.filter((unit) => recordsOf(unit) === ofLast).length % 2 === 0;
  return isWhole ? units.length : units.length - 1;
}

/** Both units of a pair have the same records; they differ in their copy, which is their workload. */
function recordsOf(unit: UnitSpec): string {
  return JSON.stringify({ ...unit, workload: '' });
}
