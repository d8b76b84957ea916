import { nextRate } from '../../statistics/staircase.ts';
import { countedUnits, criteriaOf } from './capacity-criteria.ts';
import { heldUpAt, isBlind, knowsCost } from './probe-capacity.ts';
import type { Probe, Rules } from './probe.ts';

/** Far enough beyond a capacity that its limit shows within one unit. */
const beyondLimit = 1.15;

/** The rate of the next unit that counts in a search: close to the capacity, as far as it is known. */
export function nextProbeRate(guess: number, probes: readonly Probe[], rules: Rules, slopeGuess: number): number {
  const limit = heldUpAt(probes, rules);
  const isUnseen = limit === null && rules.objective === null && !knowsCost(probes);
  const blind = probes.filter((probe) => (isUnseen ? probe.counts : isBlind(probe, probes, rules)));
  if (blind.length > 0) {
    // Only units beyond the limit show it. If one that counts kept up there, the next goes farther beyond.
    const keptUp = blind.filter(({ counts }) => counts).map(({ ratePerSecond }) => ratePerSecond);
    return beyondLimit * Math.max(limit ?? 0, ...keptUp);
  }
  const criteria = criteriaOf(countedUnits(probes, rules, slopeGuess), probes, rules);
  return nextRate(
    guess,
    criteria.map((criterion) => ({ slopeGuess, ...criterion })),
  );
}
