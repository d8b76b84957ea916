import type { Recommendation } from '../../results/result.ts';
import type { Guarantee } from '../../results/schema-parts.ts';
import type { Candidate } from './candidate.ts';

/** Best first. Weak guarantees cost less, so only configurations with the same guarantee are ranked together. */
const guarantees: readonly Guarantee[] = ['exactly-once', 'at-least-once', 'none'];

/** Whether one is better than the other. */
export function isBetterGuarantee(one: Guarantee, other: Guarantee): boolean {
  return guarantees.indexOf(one) < guarantees.indexOf(other);
}

/** What configurations of one guarantee are ranked by. */
export interface Ranking {
  readonly choose: (peers: readonly Candidate[]) => Recommendation;
  /** The choice and its figures, in a few words. */
  readonly brief: (peers: readonly Candidate[]) => string;
  readonly evidence: (candidate: Candidate) => string;
}

/**
 * The choice among the candidates with the best guarantee, and beside it that of each weaker guarantee.
 *
 * @param measured all candidates, also those that do not keep up
 */
export function byGuarantee(
  candidates: readonly Candidate[],
  measured: readonly Candidate[],
  { choose, brief, evidence }: Ranking,
): Recommendation {
  const groups = guarantees.map((guarantee) => candidates.filter((candidate) => candidate.guarantee === guarantee));
  const [best, ...weaker] = groups.filter((group) => group.length > 0);
  const choice = choose(best);
  const asides = weaker.map((group) => {
    return `Not ranked with that, because its guarantee is ${group[0].guarantee}: ${brief(group)}.`;
  });
  return {
    ...choice,
    text: [choice.text, ...lostGuarantees(best[0], measured), ...asides].join(' '),
    evidence: [...choice.evidence, ...weaker.flat().map(evidence)],
  };
}

/** Better guarantees than that of the choice, with which no configuration was shown to keep up. */
function lostGuarantees({ guarantee: chosen }: Candidate, measured: readonly Candidate[]): string[] {
  const better = guarantees.slice(0, guarantees.indexOf(chosen));
  const lost = better.filter((guarantee) => measured.some((candidate) => candidate.guarantee === guarantee));
  return lost.map((guarantee) => `No configuration that is ${guarantee} was shown to keep up.`);
}
