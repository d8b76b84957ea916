import { perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import { allMeasured, certainty, singleUnitDoubts, unmeasuredDoubts, withLead } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import type { Ranking } from './by-guarantee.ts';
import { descending, estimateOf, evidenceOf, isSurelyBelow, type Candidate } from './candidate.ts';

/**
 * The highest throughput with all records there at once.
 *
 * @param all also those whose throughput counts in no unit
 */
export function rankingByThroughput(all: readonly Candidate[], doubts: readonly string[]): Ranking {
  return {
    choose: (peers) => choiceByThroughput(peers, all, doubts),
    brief: (peers) => {
      const [best] = descending(peers, 'throughput');
      return `${best.name} (${perSecond(estimateOf(best, 'throughput')!)} records/s)`;
    },
    evidence: evidenceByThroughput,
  };
}

function evidenceByThroughput(candidate: Candidate): string {
  return evidenceOf(candidate, ['throughput']);
}

/** @param peers those with a known throughput and the same guarantee */
function choiceByThroughput(
  peers: readonly Candidate[],
  all: readonly Candidate[],
  doubts: readonly string[],
): Recommendation {
  const [best, ...others] = descending(peers, 'throughput');
  const unmeasured = all.filter((other) => estimateOf(other, 'throughput') === null).map(({ name }) => name);
  const rows = peers.map(({ of }) => of('throughput')!);
  const allDoubts = [...unmeasuredDoubts(unmeasured), ...doubts, ...singleUnitDoubts(rows)];
  const sure = certainty(allDoubts, allMeasured(all.length, rows), unmeasured.length > 0);
  const answer = withLead(sure, `choose ${best.name} for throughput${sure.note}`);
  const rate = `${perSecond(estimateOf(best, 'throughput')!)} records/s`;
  const figures = [rate, ...throughputTies(best, others), ...factor(best, others)].join(', ');
  return {
    text: `${answer}: ${figures}. A run with a --rate, such as 10k, shows what it costs in latency.`,
    evidence: peers.map(evidenceByThroughput),
    ...(allDoubts.length > 0 && { inconclusive: true }),
  };
}

/** Those whose ranges of throughput overlap with that of the highest one. */
export function throughputTies(best: Candidate, others: readonly Candidate[]): string[] {
  const tied = others.filter((other) => !isSurelyBelow(other, best, 'throughput')).map(({ name }) => name);
  return tied.length === 0 ? [] : [`indistinguishable from ${listed(tied)}`];
}

function factor(best: Candidate, others: readonly Candidate[]): string[] {
  const last = others.at(-1);
  if (last === undefined || !isSurelyBelow(last, best, 'throughput')) return [];
  const times = (estimateOf(best, 'throughput')! / estimateOf(last, 'throughput')!).toFixed(1);
  return [`${times} times that of ${last.name}`];
}
