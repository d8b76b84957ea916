import { micros, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Guarantee } from '../../results/schema-parts.ts';
import { descending, estimateOf, evidenceOf, lowest, type Candidate } from './candidate.ts';

/** Best first. Weak guarantees cost less, so only configurations with the same guarantee are ranked together. */
const guarantees: readonly Guarantee[] = ['exactly-once', 'at-least-once', 'none'];

/** The metrics shown as evidence for a choice by latency, and for one by throughput. */
export const evidenceMetrics = {
  p50Micros: ['p50Micros', 'p99Micros', 'busyShare'],
  throughput: ['throughput'],
} as const;

/** What configurations are ranked by. */
export type RankingMetric = keyof typeof evidenceMetrics;

/**
 * The choice among the candidates with the best guarantee, and beside it the best candidate of each weaker guarantee.
 *
 * @param measured all candidates, also those that do not keep up
 */
export function byGuarantee(
  candidates: readonly Candidate[],
  measured: readonly Candidate[],
  choose: (peers: readonly Candidate[]) => Recommendation,
  metric: RankingMetric,
): Recommendation {
  const groups = guarantees.map((guarantee) => candidates.filter((candidate) => candidate.guarantee === guarantee));
  const [best, ...weaker] = groups.filter((group) => group.length > 0);
  const choice = choose(best);
  const asides = [...lostGuarantees(best[0], measured), ...weaker.map((group) => aside(group, metric))];
  const { text, evidence } = choice;
  return {
    ...choice,
    text: [text, ...asides].join(' '),
    evidence: [...evidence, ...weaker.flat().map((candidate) => evidenceOf(candidate, evidenceMetrics[metric]))],
  };
}

/** Better guarantees than that of the choice, with which no configuration was shown to keep up. */
function lostGuarantees({ guarantee: chosen }: Candidate, measured: readonly Candidate[]): string[] {
  const better = guarantees.slice(0, guarantees.indexOf(chosen));
  const lost = better.filter((guarantee) => measured.some((candidate) => candidate.guarantee === guarantee));
  return lost.map((guarantee) => `No configuration that is ${guarantee} was shown to keep up.`);
}

function aside(group: readonly Candidate[], metric: RankingMetric): string {
  const best = metric === 'throughput' ? descending(group, metric)[0] : lowest(group, metric)!;
  const estimate = estimateOf(best, metric)!;
  const figure = metric === 'throughput' ? `${perSecond(estimate)} records/s` : `p50 ${micros(estimate)}`;
  return `Not ranked with that, because its guarantee is ${best.guarantee}: ${best.name} (${figure}).`;
}
