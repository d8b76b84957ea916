import { pointName, type ComparedPoint, type Comparison } from '../../comparison/compare.ts';
import { isDoubtful, noFigure, tooFewUnits, type ComparedFigure } from '../../comparison/compared-figure.ts';
import type { Verdict } from '../../results/schema-parts.ts';

export const verdictLegend =
  'Median of the units, in brackets its interval, or of fewer than 6 units smallest to largest. Faster and slower: ' +
  'both have an interval of at least 95 % confidence and these are apart; busy for a smaller share of the time is ' +
  'faster. All else is inconclusive.';

const nothingCommon =
  'they have no figure in common of the same configuration, at the same rate or under the same objective ' +
  '(those of gates are not compared)';

/** In how many figures b is faster and slower, and how sure that is. */
export function summaryText({ points, capacities, refused }: Comparison): string {
  const all = [...capacities.map(({ figure }) => figure), ...points.flatMap(({ figures }) => figures)];
  if (all.length === 0) {
    return `Inconclusive: nothing to compare, for ${nothingCommon}.`;
  }
  if (refused.length > 0) {
    const why = `too many records of ${refused.join(' and ')} were late and dropped`;
    return `Inconclusive: ${why}, so the figures are those of another load.`;
  }
  const count = (of: ComparedFigure['verdict']): number => all.filter(({ verdict }) => verdict === of).length;
  const [faster, slower, open] = [count('faster'), count('slower'), count('inconclusive')];
  const unknown = all.filter(({ reason }) => reason === noFigure).length;
  const missing = unknown === 0 ? '' : `, of which ${unknown} count in no unit of a or b`;
  const units = capacities.length > 0 ? '--units' : '--repeat';
  const remedy = all.some(({ reason }) => reason === tooFewUnits)
    ? ` With ${units} 6 or more both have intervals.`
    : '';
  if (open === all.length) {
    const none = `Inconclusive: in none of ${open} figures b is surely faster or slower${missing}`;
    return `${none}.${remedy}${doubtsText(capacities)}${keepingUpText(points)}`;
  }
  const decided = `b is faster in ${faster} and slower in ${slower} of ${all.length} figures (sure: intervals apart)`;
  return `${decided}; ${open} are inconclusive${missing}.${remedy}${doubtsText(capacities)}${keepingUpText(points)}`;
}

/** Why capacities are inconclusive that have intervals, or are above some rate. */
function doubtsText(capacities: Comparison['capacities']): string {
  const doubtful = capacities.filter(({ figure }) => isDoubtful(figure));
  return doubtful.map(({ configuration, figure }) => ` Capacity of ${configuration}: ${figure.reason}.`).join('');
}

/** Where one of them surely keeps up, and the other surely does not. */
function keepingUpText(points: readonly ComparedPoint[]): string {
  const names = (a: Verdict, b: Verdict): string[] =>
    points
      .filter(({ keepsUp }) => keepsUp.a === a && keepsUp.b === b)
      .map(({ configuration, offeredRate }) => pointName(configuration, offeredRate));
  const [lost, gained] = [names('yes', 'no'), names('no', 'yes')];
  return [
    ...(lost.length === 0 ? [] : [` Keeps up in a and not in b: ${lost.join('; ')}.`]),
    ...(gained.length === 0 ? [] : [` Keeps up in b and not in a: ${gained.join('; ')}.`]),
  ].join('');
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
  if (ratio > 0 && ratio < 0.001) return ratio.toExponential(1);
  return ratio >= 99.5 || ratio < 0.01 ? ratio.toPrecision(2).replace('e+', 'e') : ratio.toFixed(2);
}
