import type { Configuration } from '../../results/configuration.ts';
import { isFailed, type FigureName } from '../../results/exclusion.ts';
import { micros, percent, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Sentence } from '../../results/schema-parts.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import { exclusionDoubts, reservation } from '../reservation.ts';
import { byGuarantee, evidenceMetrics } from './by-guarantee.ts';
import { candidateOf, descending, estimateOf, evidenceOf, isSurelyBelow, lowest, type Candidate } from './candidate.ts';

/** The figures that a recommendation rests on. */
export const neededFigures: readonly FigureName[] = ['p50', 'throughput', 'keepsUp', 'busy'];

/** Says which configuration to choose, or why none can be recommended, with the figures for it. */
export function recommend(
  configurations: readonly Configuration[],
  summary: readonly Summary[],
  units: readonly Unit[],
): Recommendation {
  const failed = units.filter(isFailed).length;
  if (failed > 0) return nothing(`${failed} of ${units.length} units gave another answer than batch`);
  const doubts = exclusionDoubts(configurations, units, neededFigures);
  const found = configurations.map((configuration) => candidateOf(configuration, summary));
  const measured = found.filter((candidate) => estimateOf(candidate, 'throughput') !== null);
  if (measured.length === 0) return nothing(`all ${units.length} units are excluded, for the reasons listed with them`);
  const { text, evidence, inconclusive } = choiceOf(measured);
  const isOpen = inconclusive === true || doubts.length > 0 || measured.some(mayKeepUp);
  return { text: `${text}${reservation(doubts)}`, evidence, ...(isOpen && { inconclusive: true }) };
}

/** Whether the configuration keeps up is inconclusive. With all records at once there is nothing to keep up with. */
function mayKeepUp({ keepsUp, of }: Candidate): boolean {
  return keepsUp === 'inconclusive' && of('throughput')!.offeredRate !== null;
}

function choiceOf(measured: readonly Candidate[]): Recommendation {
  const isSaturated = measured[0].of('throughput')!.offeredRate === null;
  if (isSaturated) return byGuarantee(measured, measured, byThroughput, 'throughput');
  const keepingUp = measured.filter((candidate) => candidate.keepsUp === 'yes');
  if (keepingUp.length === 0) return nothingKeepsUp(measured);
  const timed = keepingUp.filter((candidate) => estimateOf(candidate, 'p50Micros') !== null);
  if (timed.length > 0) return byGuarantee(timed, measured, byLatency, 'p50Micros');
  return nothing('too few records had an effect for a median latency; raise --rate or --duration');
}

function nothing(why: string): Recommendation {
  return { text: `Nothing can be recommended: ${why}.`, evidence: [], inconclusive: true };
}

/**
 * The lowest median latency. Of those whose ranges of medians overlap with the best one's, the least busy one. Of those
 * that are indistinguishable in that too, or whose busy time is unknown, the first one, which is the simplest.
 */
function byLatency(peers: readonly Candidate[]): Sentence {
  const fastest = lowest(peers, 'p50Micros')!;
  const equals = peers.filter((candidate) => !isSurelyBelow(fastest, candidate, 'p50Micros'));
  const leastBusy = lowest(equals, 'busyShare');
  const isBusier = (candidate: Candidate): boolean =>
    leastBusy !== undefined && isSurelyBelow(leastBusy, candidate, 'busyShare');
  const choice = equals.find((candidate) => !isBusier(candidate))!;
  const latency = [`p50 ${micros(estimateOf(choice, 'p50Micros')!)}`, ...ties(choice, equals)].join(', ');
  return {
    text: `Choose ${choice.name}: it keeps up with the lowest latency (${latency}); ${trade(choice, peers)}.`,
    evidence: peers.map((candidate) => evidenceOf(candidate, evidenceMetrics.p50Micros)),
  };
}

/** Which other configuration is busy for less, and at what latency. */
function trade(choice: Candidate, peers: readonly Candidate[]): string {
  const busy = estimateOf(choice, 'busyShare');
  const frugal = lowest(peers, 'busyShare');
  if (busy === null || frugal === undefined) return 'its busy time is unknown';
  const isUnknown = peers.some(isBusyUnknown);
  if (choice === frugal)
    return `no other configuration ${isUnknown ? 'whose busy time is known' : 'that keeps up'} is busy for less`;
  if (!isSurelyBelow(frugal, choice, 'busyShare')) return 'no other that keeps up is surely busy for less';
  const [less, more] = [percent(estimateOf(frugal, 'busyShare')!), percent(busy)];
  const price = micros(estimateOf(frugal, 'p50Micros')!);
  return `${frugal.name} is busy for ${less} instead of ${more} of the time, at a p50 of ${price}`;
}

function isBusyUnknown(candidate: Candidate): boolean {
  return estimateOf(candidate, 'busyShare') === null;
}

function ties(choice: Candidate, equals: readonly Candidate[]): string[] {
  const others = equals.filter((candidate) => candidate !== choice);
  const groups = Object.groupBy(others, (candidate) => {
    if (isBusyUnknown(choice) || isBusyUnknown(candidate)) return 'unknown';
    return isSurelyBelow(choice, candidate, 'busyShare') ? 'busier' : 'alike';
  });
  const { busier = [], alike = [], unknown = [] } = groups;
  return [...tie('latency', [...busier, ...unknown]), ...tie('latency and busy time', alike)];
}

function tie(metrics: string, tied: readonly Candidate[]): string[] {
  if (tied.length === 0) return [];
  return [`${metrics} indistinguishable from ${tied.map(({ name }) => name).join(' and ')}`];
}

function nothingKeepsUp(measured: readonly Candidate[]): Recommendation {
  const evidence = measured.map(
    (candidate) => `${evidenceOf(candidate, ['throughput'])}, keeps up: ${candidate.keepsUp}`,
  );
  if (measured.some((candidate) => candidate.keepsUp !== 'no')) {
    const text =
      'No configuration was shown to keep up: the units were too few or too short. Raise --duration or --repeat.';
    return { text, evidence };
  }
  const [nearest] = descending(measured, 'throughput');
  const offered = perSecond(nearest.of('throughput')!.offeredRate!);
  const handled = perSecond(estimateOf(nearest, 'throughput')!);
  const differ = measured.some(({ guarantee }) => guarantee !== nearest.guarantee);
  const guarantee = differ ? ` (guarantee: ${nearest.guarantee})` : '';
  const nearestText = `the nearest is ${nearest.name}, which handles ${handled} records/s${guarantee}`;
  return { text: `None of these keeps up with ${offered} records/s: ${nearestText}.`, evidence };
}

/** With all records at once, only throughput is meaningful. */
function byThroughput(peers: readonly Candidate[]): Sentence {
  const [best, ...others] = descending(peers, 'throughput');
  const highest = estimateOf(best, 'throughput')!;
  const last = others.at(-1);
  const factor = last && (highest / estimateOf(last, 'throughput')!).toFixed(1);
  const comparison = last === undefined ? '' : `, ${factor} times that of ${last.name}`;
  const rate = `${perSecond(highest)} records/s${comparison}`;
  return {
    text: `For throughput choose ${best.name}: ${rate}. A run with --rate shows what it costs in latency.`,
    evidence: peers.map((candidate) => evidenceOf(candidate, evidenceMetrics.throughput)),
  };
}
