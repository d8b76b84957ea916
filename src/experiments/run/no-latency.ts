import { perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import { allMeasured, certainty, withLead } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { throughputTies } from './by-throughput.ts';
import { descending, estimateOf, evidenceOf, type Candidate } from './candidate.ts';
import { namesOf, standingDoubts, standingOf, standingRemedies } from './standing.ts';

/** The answer where no configuration both keeps up and has a median latency. */
export function withoutLatency(
  all: readonly Candidate[],
  doubts: readonly string[],
  ratePerSecond: number,
): Recommendation {
  const evidence = all.filter((candidate) => candidate.counted('throughput') > 0).map(throughputEvidence);
  const keepingUp = all.filter((candidate) => standingOf(candidate) === 'untimed');
  const others = all.filter((candidate) => !keepingUp.includes(candidate));
  if (keepingUp.length > 0) return { ...untimed(keepingUp, others, doubts), evidence };
  if (namesOf(all, 'may keep up').length > 0) return { ...unshown(all, doubts, ratePerSecond), evidence };
  const tooSlow = all.filter((candidate) => standingOf(candidate) === 'too slow');
  if (tooSlow.length === 0) {
    const text = `Inconclusive: ${[...standingDoubts(all), ...doubts].join('; ')}.`;
    return { text, evidence, inconclusive: true };
  }
  return { ...noneKeepsUp(tooSlow, all, doubts, ratePerSecond), evidence };
}

type Answer = Omit<Recommendation, 'evidence'>;

function throughputEvidence(candidate: Candidate): string {
  return `${evidenceOf(candidate, ['throughput'])}, keeps up: ${candidate.keepsUp}`;
}

/** Some keep up, but without a latency they cannot be ranked. A single one need not be. */
function untimed(keepingUp: readonly Candidate[], others: readonly Candidate[], doubts: readonly string[]): Answer {
  const [first, ...rivals] = keepingUp;
  const isExcluded = keepingUp.every((candidate) => candidate.counted('p50') === 0);
  const { why, remedy } = causeOf(keepingUp, isExcluded);
  const allDoubts = [...standingDoubts(others), ...doubts];
  if (rivals.length === 0) {
    const rank = others.length === 0 ? 'it keeps up' : 'it is the only one that keeps up';
    const sure = certainty(allDoubts, rank, namesOf(others, 'not measured').length > 0);
    const answer = withLead(sure, `choose ${first.name}${sure.note}`);
    return {
      text: `${answer}: its latency is unknown, because ${why}${remedy}.`,
      ...(allDoubts.length > 0 && { inconclusive: true }),
    };
  }
  const names = listed(keepingUp.map(({ name }) => name));
  const text = `Inconclusive: ${[`${names} keep up, but ${why}${remedy}`, ...allDoubts].join('; ')}.`;
  return { text, inconclusive: true };
}

/** Why the latency is unknown of those that keep up, and what users can do. */
function causeOf(keepingUp: readonly Candidate[], isExcluded: boolean): { why: string; remedy: string } {
  if (isExcluded) return { why: 'the latency is excluded', remedy: '' };
  if (keepingUp.some(({ hasRows }) => hasRows)) {
    return { why: 'too few records had an effect for a median latency', remedy: '; raise --rate or --duration' };
  }
  return { why: 'the pipeline gave no rows', remedy: '; look at it with stream-bench show' };
}

/** It is open of some whether they keep up. */
function unshown(all: readonly Candidate[], doubts: readonly string[], ratePerSecond: number): Answer {
  const tooSlow = namesOf(all, 'too slow');
  const clauses = [
    `no configuration was shown to keep up with ${perSecond(ratePerSecond)} records/s`,
    ...standingDoubts(all),
    ...(tooSlow.length === 0 ? [] : [`${listed(tooSlow)} ${tooSlow.length === 1 ? 'does' : 'do'} not`]),
    ...doubts,
  ];
  return { text: `Inconclusive: ${clauses.join('; ')}. Raise --duration or --repeat.`, inconclusive: true };
}

function noneKeepsUp(
  tooSlow: readonly Candidate[],
  all: readonly Candidate[],
  doubts: readonly string[],
  ratePerSecond: number,
): Answer {
  const allDoubts = [...standingDoubts(all), ...doubts];
  const unmeasured = all.filter((candidate) => standingOf(candidate) === 'not measured');
  const sure = certainty(allDoubts, allMeasured(all.length, []), unmeasured.length > 0);
  const isOne = all.length === 1;
  const subject = isOne ? `${all[0].name} does not keep up` : 'none of these keeps up';
  const answer = `${subject} with ${perSecond(ratePerSecond)} records/s${sure.note}`;
  const sentence = `${withLead(sure, answer, isOne ? 'name' : 'word')}: ${nearest(tooSlow, all)}.`;
  return {
    text: [sentence, ...standingRemedies(unmeasured)].join(' '),
    ...(allDoubts.length > 0 && { inconclusive: true }),
  };
}

/** The one with the highest throughput, of those whose throughput is known. */
function nearest(tooSlow: readonly Candidate[], all: readonly Candidate[]): string {
  const [best, ...others] = descending(tooSlow, 'throughput');
  if (best === undefined) return 'what it handles was not measured';
  const handled = `${perSecond(estimateOf(best, 'throughput')!)} records/s`;
  if (all.length === 1) return `it handles ${handled}`;
  const differ = tooSlow.some(({ guarantee }) => guarantee !== best.guarantee);
  const unknown = tooSlow.filter((candidate) => estimateOf(candidate, 'throughput') === null).map(({ name }) => name);
  const notes = [
    ...(differ ? [`guarantee: ${best.guarantee}`] : []),
    ...throughputTies(best, others),
    ...(unknown.length === 0 ? [] : [`the throughput of ${listed(unknown)} was not measured`]),
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return `the nearest is ${best.name}, which handles ${handled}${note}`;
}
