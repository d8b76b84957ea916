import { tooFewUnits, type Comparison } from '../../comparison/compare.ts';

export const verdictLegend =
  'Median of the units, in brackets its interval, or of fewer than 6 units smallest to largest. Faster and slower: ' +
  'both have an interval of at least 95 % confidence and these are apart; busy for a smaller share of the time is ' +
  'faster. All else is inconclusive.';

/** How many figures are faster, slower and inconclusive. */
export function summaryText({ points, capacities }: Comparison): string {
  if (points.length + capacities.length === 0) {
    return 'Nothing to compare: they have no configuration at the same rate in common.';
  }
  const all = [...capacities.map(({ figure }) => figure), ...points.flatMap(({ figures }) => figures)];
  const verdicts = all.map(({ verdict }) => verdict);
  const count = (of: string): number => verdicts.filter((verdict) => verdict === of).length;
  const areTooFew = points.flatMap(({ figures }) => figures).some(({ reason }) => reason === tooFewUnits);
  const remedy = areTooFew ? ' With --repeat 6 or more both have intervals.' : '';
  const decided = `b is faster in ${count('faster')}, slower in ${count('slower')}`;
  return `Of ${verdicts.length} figures ${decided}, and ${count('inconclusive')} are inconclusive.${remedy}`;
}

/** The points that only one of the documents has. */
export function onlyText({ onlyInA, onlyInB }: Comparison): string[] {
  const found = Object.entries({ a: onlyInA, b: onlyInB }).filter(([, points]) => points.length > 0);
  return found.map(([file, points]) => `Only in ${file}: ${points.join('; ')}.`);
}

export function capacityTitle(objective: string | null): string {
  return objective === null ? 'Capacity in records/s' : `Capacity in records/s under ${objective}`;
}

export function ratioText(ratio: number | null): string {
  if (ratio === null) return '–';
  return ratio >= 99.5 || ratio < 0.01 ? ratio.toPrecision(2).replace('e+', 'e') : ratio.toFixed(2);
}
