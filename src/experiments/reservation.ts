import { configurationName, isSameConfiguration, type Configuration } from '../results/configuration.ts';
import { counts, type FigureName } from '../results/exclusion.ts';
import { listed } from '../results/listed.ts';
import type { Unit } from '../results/unit.ts';

/** Where a figure is excluded in more than this share of the units, the remaining ones are inconclusive. */
const maxExcludedShare = 0.1;

/** Whether one of the figures is excluded in too many of the units. */
export function hasTooManyExcluded(units: readonly Unit[], figures: readonly FigureName[]): boolean {
  const limit = units.length * maxExcludedShare;
  return figures.some((figure) => units.filter((unit) => !counts(unit, figure)).length > limit);
}

/**
 * A clause that says of which configurations too many units are excluded; none where there are none. Of those without
 * any unit that counts, the answer says that they were not measured.
 *
 * @param figures the first is the one without which a configuration was not measured
 */
export function exclusionDoubts(
  configurations: readonly Configuration[],
  units: readonly Unit[],
  figures: readonly FigureName[],
): string[] {
  const doubtful = configurations.filter((configuration) => {
    const own = units.filter((unit) => isSameConfiguration(unit, configuration));
    return own.some((unit) => counts(unit, figures[0])) && hasTooManyExcluded(own, figures);
  });
  if (doubtful.length === 0) return [];
  return [`more than a tenth of the units of ${listed(doubtful.map(configurationName))} were excluded`];
}
