import { configurationName } from '../results/configuration.ts';
import type { Unit } from '../results/unit.ts';
import type { Configuration } from './settings.ts';
import { isOf } from './summarize.ts';

/** Above this share of units that are not counted, what the others say is no more than a hint. */
const maxExcludedShare = 0.1;

export function hasTooManyExcluded(units: readonly Unit[]): boolean {
  return units.filter(({ status }) => status !== 'valid').length > units.length * maxExcludedShare;
}

/** In a clause, that too many units do not count; empty where they do. */
export function exclusionDoubts(configurations: readonly Configuration[], units: readonly Unit[]): string[] {
  const doubtful = configurations.filter((configuration) =>
    hasTooManyExcluded(units.filter((run) => isOf(run, configuration))),
  );
  return doubtful.length === 0
    ? []
    : [`more than a tenth of the units of ${doubtful.map(configurationName).join(', ')} could not be counted`];
}

/** The sentence to be added to a recommendation that is in doubt; '' where there is none. */
export function reservation(doubts: readonly string[]): string {
  return doubts.length === 0 ? '' : ` This is inconclusive: ${doubts.join('; ')}.`;
}
