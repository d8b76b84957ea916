import { micros, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { byDescendingThroughput, estimateOf, evidenceOf, least, type Candidate } from './candidate.ts';

/** Best first: what is no promise costs little, so configurations are ranked among those that promise the same. */
const guarantees: readonly Unit['guarantee'][] = ['exactly-once', 'at-least-once', 'none'];

/** What a choice by latency rests on, and one by throughput. */
export const evidenceMetrics = {
  p50Micros: ['p50Micros', 'p99Micros', 'busyShare'],
  throughput: ['throughput'],
} as const;

/**
 * The choice among `candidates` of the best guarantee that there is, and beside it the best of each weaker one.
 *
 * @param measured also those that were passed over, because they do not keep up
 */
export function byGuarantee(
  candidates: readonly Candidate[],
  measured: readonly Candidate[],
  choose: (peers: readonly Candidate[]) => Recommendation,
  metric: keyof typeof evidenceMetrics,
): Recommendation {
  const [best, ...weaker] = guarantees
    .map((guarantee) => candidates.filter((candidate) => candidate.guarantee === guarantee))
    .filter((group) => group.length > 0);
  const lost = guarantees
    .slice(0, guarantees.indexOf(best[0].guarantee))
    .filter((guarantee) => measured.some((candidate) => candidate.guarantee === guarantee));
  const { text, evidence } = choose(best);
  const asides = weaker.map((group) =>
    aside(metric === 'throughput' ? byDescendingThroughput(group)[0] : least(group, metric), metric),
  );
  return {
    text: [...lost.map((guarantee) => `None that is ${guarantee} was shown to keep up.`), text, ...asides].join(' '),
    evidence: [...evidence, ...weaker.flat().map((candidate) => evidenceOf(candidate, evidenceMetrics[metric]))],
  };
}

function aside(candidate: Candidate, metric: keyof typeof evidenceMetrics): string {
  const { name, guarantee } = candidate;
  const figure =
    metric === 'throughput'
      ? `${perSecond(estimateOf(candidate, metric)!)} records/s`
      : `p50 ${micros(estimateOf(candidate, metric)!)}`;
  return `Not ranked with that, because its guarantee is ${guarantee}: ${name} (${figure}).`;
}
