import { isFailed } from '../results/exclusion.ts';
import type { Recommendation } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';

/** What users can do where too many units are excluded. */
export const quieter = 'Measure again on a quieter machine, or raise --repeat.';

/** An answer that names no configuration. `why` is a clause, `remedy` a sentence. */
export function inconclusive(why: string, evidence: string[] = [], remedy?: string): Recommendation {
  const text = [`Inconclusive: ${why}.`, ...(remedy === undefined ? [] : [remedy])].join(' ');
  return { text, evidence, inconclusive: true };
}

/** Where units gave another answer than batch, figures mean nothing. Undefined where none did. */
export function refusalForOtherAnswers(units: readonly Unit[], evidence: string[] = []): Recommendation | undefined {
  const failed = units.filter(isFailed).length;
  if (failed === 0) return undefined;
  return inconclusive(`${failed} of ${units.length} units gave another answer than batch`, evidence);
}
