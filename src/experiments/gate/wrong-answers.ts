import { isFailed } from '../../results/exclusion.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';

/** Undefined where all units gave the answer of batch, by the same version. */
export function refusalForWrong(units: readonly Unit[]): Recommendation | undefined {
  const failed = units.filter(isFailed);
  if (failed.length === 0) return undefined;
  const [{ copy, failure }] = failed;
  const where = copy === undefined ? '' : ` of ${copy.side}`;
  const text = `Wrong answer: ${failed.length} of ${units.length} units, the first one${where}: ${failure}.`;
  return { text, evidence: [] };
}
