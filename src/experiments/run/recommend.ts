import { micros, percent, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import { byGuarantee, evidenceMetrics } from './by-guarantee.ts';
import {
  byDescendingThroughput,
  candidateOf,
  estimateOf,
  evidenceOf,
  isSurelyBelow,
  least,
  type Candidate,
} from './candidate.ts';
import { exclusionDoubts, reservation } from '../reservation.ts';
import type { Configuration } from '../settings.ts';

/** In plain words what to choose here, or why nothing can be said, with the figures that it rests on. */
export function recommend(
  configurations: readonly Configuration[],
  summary: readonly Summary[],
  units: readonly Unit[],
): Recommendation {
  const failed = units.filter(({ status }) => status === 'failed').length;
  if (failed > 0) return nothing(`${failed} of ${units.length} units gave another answer than batch`);
  const doubts = exclusionDoubts(configurations, units);
  const candidates = configurations.map((configuration) => candidateOf(configuration, summary));
  const measured = candidates.filter((candidate) => estimateOf(candidate, 'throughput') !== null);
  if (measured.length === 0)
    return nothing(`none of the ${units.length} units can be counted; the reasons stand with each of them`);
  const { text, ...others } = choiceOf(measured);
  return {
    text: `${text}${reservation(doubts)}`,
    ...others,
    ...((doubts.length > 0 || measured.some(isOpen)) && { inconclusive: true }),
  };
}

/** The units leave open whether it keeps up; where all records are there at once, nobody asks. */
function isOpen({ keepsUp, of }: Candidate): boolean {
  return keepsUp === 'inconclusive' && of('throughput')!.offeredRate !== null;
}

function choiceOf(measured: readonly Candidate[]): Recommendation {
  if (measured[0].of('throughput')!.offeredRate === null)
    return byGuarantee(measured, measured, byThroughput, 'throughput');
  const sustained = measured.filter((candidate) => candidate.keepsUp === 'yes');
  if (sustained.length === 0) return nothingKeepsUp(measured);
  const timed = sustained.filter((candidate) => estimateOf(candidate, 'p50Micros') !== null);
  if (timed.length === 0)
    return nothing('too few records had an effect for a median latency; raise --rate or --duration');
  return byGuarantee(timed, measured, byLatency, 'p50Micros');
}

function nothing(why: string): Recommendation {
  return { text: `Nothing can be recommended: ${why}.`, evidence: [], inconclusive: true };
}

/**
 * The lowest median latency; of those whose range of medians meets the best one's, the surely least busy one; of those
 * that cannot be told apart in that either, the first, which is the simplest.
 */
function byLatency(candidates: readonly Candidate[]): Recommendation {
  const fastest = least(candidates, 'p50Micros');
  const equals = candidates.filter((candidate) => !isSurelyBelow(fastest, candidate, 'p50Micros'));
  const thriftiest = least(equals, 'busyShare');
  const choice = equals.find((candidate) => !isSurelyBelow(thriftiest, candidate, 'busyShare'))!;
  const figures = [`p50 ${micros(estimateOf(choice, 'p50Micros')!)}`, ...ties(choice, equals)].join(', ');
  return {
    text: `Choose ${choice.name}: it keeps up with the lowest latency (${figures}); ${trade(choice, least(candidates, 'busyShare'))}.`,
    evidence: candidates.map((candidate) => evidenceOf(candidate, evidenceMetrics.p50Micros)),
  };
}

/** What would be saved, and at what price. */
function trade(choice: Candidate, frugal: Candidate): string {
  if (choice === frugal) return 'nothing that keeps up is busy for less';
  if (!isSurelyBelow(frugal, choice, 'busyShare')) return 'nothing that keeps up is surely busy for less';
  const [less, more] = [frugal, choice].map((candidate) => percent(estimateOf(candidate, 'busyShare')!));
  return `${frugal.name} is busy for ${less} instead of ${more} of the time, at a p50 of ${micros(estimateOf(frugal, 'p50Micros')!)}`;
}

function ties(choice: Candidate, equals: readonly Candidate[]): string[] {
  const others = equals.filter((candidate) => candidate !== choice);
  const { busier = [], alike = [] } = Object.groupBy(others, (candidate) =>
    isSurelyBelow(choice, candidate, 'busyShare') ? 'busier' : 'alike',
  );
  return [...tie('latency', busier), ...tie('latency and busy time', alike)];
}

function tie(metrics: string, tied: readonly Candidate[]): string[] {
  return tied.length === 0 ? [] : [`in ${metrics} not to be told from ${tied.map(({ name }) => name).join(' and ')}`];
}

function nothingKeepsUp(candidates: readonly Candidate[]): Recommendation {
  const [nearest] = byDescendingThroughput(candidates);
  const sure = candidates.every((candidate) => candidate.keepsUp === 'no');
  const offered = nearest.of('throughput')!.offeredRate;
  return {
    text: sure
      ? `None of these keeps up with ${perSecond(offered!)} records/s: the nearest is ${nearest.name}, which handles ${perSecond(estimateOf(nearest, 'throughput')!)} records/s${ofGuarantee(nearest, candidates)}.`
      : 'No configuration was shown to keep up: the units were too few or too short to tell; give --duration or --repeat more.',
    evidence: candidates.map((candidate) => `${evidenceOf(candidate, ['throughput'])}, keeps up: ${candidate.keepsUp}`),
  };
}

/** Said where others promise something else. */
function ofGuarantee({ guarantee }: Candidate, candidates: readonly Candidate[]): string {
  return candidates.every((candidate) => candidate.guarantee === guarantee) ? '' : ` (guarantee: ${guarantee})`;
}

/** All records were there at once: only throughput means anything. */
function byThroughput(candidates: readonly Candidate[]): Recommendation {
  const [best, ...others] = byDescendingThroughput(candidates);
  const last = others.at(-1);
  const factor =
    last === undefined
      ? ''
      : `, ${(estimateOf(best, 'throughput')! / estimateOf(last, 'throughput')!).toFixed(1)} times that of ${last.name}`;
  return {
    text: `For throughput choose ${best.name}: ${perSecond(estimateOf(best, 'throughput')!)} records/s${factor}; what it costs in latency, a --rate will show.`,
    evidence: candidates.map((candidate) => evidenceOf(candidate, evidenceMetrics.throughput)),
  };
}
