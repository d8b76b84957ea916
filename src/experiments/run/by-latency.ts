import { micros } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import { allMeasured, certainty, singleUnitDoubts, withLead } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { estimateOf, evidenceOf, isSurelyBelow, lowest, surelyLowest, type Candidate } from './candidate.ts';
import { costMeasureOf, type CostMeasure } from './cost.ts';
import { isBetterGuarantee, type Ranking } from './by-guarantee.ts';
import { quieter } from '../inconclusive.ts';
import { standingDoubts, standingOf, standingRemedies } from './standing.ts';

/** @param all also those that cannot be ranked; they may be better, unless their latency is surely higher */
export function rankingByLatency(all: readonly Candidate[], doubts: readonly string[]): Ranking {
  return {
    choose: (peers) => choiceByLatency(peers, all, doubts),
    brief: (peers) => {
      const choice = simplestOfFastest(peers);
      const less = savingOf(choice, peers);
      return `${choice.name} (p50 ${micros(estimateOf(choice, 'p50Micros')!)}${less === undefined ? '' : `; ${less}`})`;
    },
    evidence: evidenceByLatency,
  };
}

function evidenceByLatency(candidate: Candidate): string {
  const cost = costMeasureOf(candidate)?.metric ?? 'busyShare';
  return evidenceOf(candidate, ['p50Micros', 'p99Micros', cost]);
}

/** @param peers those that keep up with a known latency, and have the same guarantee */
function choiceByLatency(
  peers: readonly Candidate[],
  all: readonly Candidate[],
  doubts: readonly string[],
): Recommendation {
  const choice = simplestOfFastest(peers);
  const open = rivalsOf(choice, all).filter(isOpen);
  const rows = peers.map(({ of }) => of('p50Micros')!);
  const openDoubts = [...standingDoubts(open), ...doubts, ...singleUnitDoubts(rows)];
  const latency = [`p50 ${micros(estimateOf(choice, 'p50Micros')!)}`, ...ties(choice, fastestOf(peers))].join(', ');
  const sure = certainty(openDoubts, allMeasured(all.length, rows), open.length > 0);
  const why = `${rank(choice, all)} (${latency}); ${trade(choice, peers, all)}`;
  return {
    text: [
      `${withLead(sure, `choose ${choice.name}${sure.note}`)}: ${why}.`,
      ...(open.length > 0 ? standingRemedies(open) : doubts.map(() => quieter)),
    ].join(' '),
    evidence: peers.map(evidenceByLatency),
    ...(openDoubts.length > 0 && { inconclusive: true }),
  };
}

/** Those that would be chosen in its place if they kept up: of a better guarantee, or not surely slower. */
function rivalsOf(choice: Candidate, all: readonly Candidate[]): Candidate[] {
  const alike = all.filter(({ guarantee }) => guarantee === choice.guarantee);
  const notSlower = new Set(alike.filter((other) => !isSurelyBelow(choice, other, 'p50Micros')));
  // Of what was not measured the guarantee is not known.
  const mayBeBetter = (other: Candidate): boolean =>
    !isMeasured(other) || isBetterGuarantee(other.guarantee, choice.guarantee);
  return all.filter((other) => notSlower.has(other) || mayBeBetter(other));
}

function isMeasured(candidate: Candidate): boolean {
  return standingOf(candidate) !== 'not measured';
}

/** Whether its latency is unknown, though it may keep up. */
function isOpen(candidate: Candidate): boolean {
  return !['timed', 'too slow'].includes(standingOf(candidate));
}

/**
 * Of those that none has a surely lower median latency than, the cheapest one. Of those that are indistinguishable in
 * that too, or whose cost cannot be compared, the first one, which is the simplest.
 */
function simplestOfFastest(peers: readonly Candidate[]): Candidate {
  const equals = fastestOf(peers);
  const measure = equals.map(costMeasureOf).find((known) => known !== undefined);
  return measure === undefined ? equals[0] : surelyLowest(equals, measure.metric)[0];
}

function fastestOf(peers: readonly Candidate[]): Candidate[] {
  return surelyLowest(peers, 'p50Micros');
}

function rank(choice: Candidate, all: readonly Candidate[]): string {
  const others = all.filter((other) => other !== choice);
  if (others.length === 0) return 'it keeps up';
  if (others.every((other) => standingOf(other) === 'too slow')) return 'it is the only one that keeps up';
  const isOfOneGuarantee = others.filter(isMeasured).every(({ guarantee }) => guarantee === choice.guarantee);
  return `it keeps up with the lowest latency${isOfOneGuarantee ? '' : ' of its guarantee'}`;
}

/** Which other configuration costs less, and at what latency. */
function trade(choice: Candidate, peers: readonly Candidate[], all: readonly Candidate[]): string {
  const measure = costMeasureOf(choice);
  if (measure === undefined) return 'its cost is unknown';
  if (peers.length === 1) return `it ${measure.phrase(estimateOf(choice, measure.metric)!)}`;
  const isCheapest = choice === lowest(peers, measure.metric);
  const none = `no other ${knownPeers(measure, peers, all)} ${measure.less(isCheapest ? '' : 'surely ')}`;
  return savingOf(choice, peers) ?? none;
}

/** The cheapest of those that surely cost less than the choice. */
function savingOf(choice: Candidate, peers: readonly Candidate[]): string | undefined {
  const measure = costMeasureOf(choice);
  if (measure === undefined) return undefined;
  const cheaper = peers.filter((peer) => isSurelyBelow(peer, choice, measure.metric));
  const cheapest = lowest(cheaper, measure.metric);
  if (cheapest === undefined) return undefined;
  const [less, more] = [cheapest, choice].map((of) => estimateOf(of, measure.metric)!);
  return `${cheapest.name} ${measure.instead(less, more)}, at a p50 of ${micros(estimateOf(cheapest, 'p50Micros')!)}`;
}

/** Those that the cost was compared with. */
function knownPeers({ metric, noun }: CostMeasure, peers: readonly Candidate[], all: readonly Candidate[]): string {
  const isOfOneGuarantee = all.every(({ guarantee }) => guarantee === peers[0].guarantee);
  const guarantee = isOfOneGuarantee ? '' : ' with its guarantee';
  const known = peers.some((peer) => estimateOf(peer, metric) === null) ? ` and whose ${noun} is known` : '';
  return `configuration${guarantee} that was shown to keep up${known}`;
}

function ties(choice: Candidate, equals: readonly Candidate[]): string[] {
  const others = equals.filter((candidate) => candidate !== choice);
  const measure = costMeasureOf(choice);
  if (measure === undefined) return tie('latency', others, () => 'whose cost cannot be compared');
  const { metric, noun, more } = measure;
  const cheaperThan = (candidate: Candidate): Candidate | undefined => {
    if (isSurelyBelow(choice, candidate, metric)) return choice;
    return equals.find((other) => isSurelyBelow(other, candidate, metric));
  };
  const isKnown = (candidate: Candidate): boolean => estimateOf(candidate, metric) !== null;
  const unknown = others.filter((candidate) => !isKnown(candidate));
  const byCheaper = Map.groupBy(others.filter(isKnown), cheaperThan);
  const alike = byCheaper.get(undefined) ?? [];
  const dearer = [...byCheaper].flatMap(([cheaper, own]) => {
    if (cheaper === undefined) return [];
    const than = cheaper === choice ? '' : ` than ${cheaper.name}`;
    return tie('latency', own, (isOne) => `which ${more(isOne)}${than}`);
  });
  return [
    ...dearer,
    ...tie(`latency and ${noun}`, alike, (isOne) => `which ${isOne ? 'is' : 'are'} less simple`),
    ...tie('latency', unknown, () => 'whose cost cannot be compared'),
  ];
}

/** The tie, and the rule that broke it. */
function tie(metrics: string, tied: readonly Candidate[], reason: (isOne: boolean) => string): string[] {
  if (tied.length === 0) return [];
  const names = listed(tied.map(({ name }) => name));
  return [`${metrics} indistinguishable from ${names}, ${reason(tied.length === 1)}`];
}
