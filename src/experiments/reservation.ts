import { configurationName } from '../results/configuration-name.ts';
import type { Run } from '../results/result.ts';
import type { Configuration } from './settings.ts';
import { isOf } from './summarize.ts';

/** Above this share of units that are not counted, what the others say is no more than a hint. */
const maxExcludedShare = 0.1;

export function hasTooManyExcluded(runs: readonly Run[]): boolean {
  return runs.filter(({ status }) => status !== 'valid').length > runs.length * maxExcludedShare;
}

/** In a clause, that too many units do not count; empty where they do. */
export function exclusionDoubts(configurations: readonly Configuration[], runs: readonly Run[]): string[] {
  const doubtful = configurations.filter((configuration) =>
    hasTooManyExcluded(runs.filter((run) => isOf(run, configuration))),
  );
  return doubtful.length === 0
    ? []
    : [`more than a tenth of the units of ${doubtful.map(configurationName).join(', ')} could not be counted`];
}

/** The sentence to be added to a recommendation that is in doubt; '' where there is none. */
export function reservation(doubts: readonly string[]): string {
  return doubts.length === 0 ? '' : ` This is inconclusive: ${doubts.join('; ')}.`;
}
