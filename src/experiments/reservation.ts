import { configurationName, isSameConfiguration, type Configuration } from '../results/configuration.ts';
import { counts, type FigureName } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';

/** Above this share of units in which a figure is excluded, what the others say is no more than a hint. */
const maxExcludedShare = 0.1;

/** Whether one of the figures is excluded in too many of the units. */
export function hasTooManyExcluded(units: readonly Unit[], figures: readonly FigureName[]): boolean {
  const limit = units.length * maxExcludedShare;
  return figures.some((figure) => units.filter((unit) => !counts(unit, figure)).length > limit);
}

/** In a clause, that too many units are excluded; empty where they are not. */
export function exclusionDoubts(
  configurations: readonly Configuration[],
  units: readonly Unit[],
  figures: readonly FigureName[],
): string[] {
  const doubtful = configurations.filter((configuration) => {
    const own = units.filter((unit) => isSameConfiguration(unit, configuration));
    return hasTooManyExcluded(own, figures);
  });
  if (doubtful.length === 0) return [];
  return [`more than a tenth of the units of ${doubtful.map(configurationName).join(', ')} were excluded`];
}

/** The sentence to be added to a recommendation that is in doubt; '' where there is none. */
export function reservation(doubts: readonly string[]): string {
  return doubts.length === 0 ? '' : ` This is inconclusive: ${doubts.join('; ')}.`;
}
