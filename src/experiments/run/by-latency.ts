import { micros, percent } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import { allMeasured, certainty, singleUnitDoubts, withLead } from '../certainty.ts';
import { listed } from '../listed.ts';
import { evidenceMetrics } from './by-guarantee.ts';
import { estimateOf, evidenceOf, isSurelyBelow, lowest, notSurelyAbove, type Candidate } from './candidate.ts';
import { quieter, standingDoubts, standingOf, standingRemedies } from './standing.ts';

/**
 * The lowest median latency. Of those whose ranges of medians overlap with the best one's, the least busy one. Of those
 * that are indistinguishable in that too, or whose busy time is unknown, the first one, which is the simplest.
 *
 * @param peers those that keep up with a known latency, and have the same guarantee
 * @param all also those that are not peers; they may be better, unless their latency is surely higher
 */
export function choiceByLatency(
  peers: readonly Candidate[],
  all: readonly Candidate[],
  doubts: readonly string[],
): Recommendation {
  const fastest = lowest(peers, 'p50Micros')!;
  const equals = notSurelyAbove(fastest, peers, 'p50Micros');
  const choice = simplestOfLeastBusy(equals);
  const open = notSurelyAbove(choice, all, 'p50Micros').filter(isOpen);
  const rows = peers.map(({ of }) => of('p50Micros')!);
  const openDoubts = [...standingDoubts(open), ...doubts, ...singleUnitDoubts(rows)];
  const latency = [`p50 ${micros(estimateOf(choice, 'p50Micros')!)}`, ...ties(choice, equals)].join(', ');
  const sure = certainty(openDoubts, allMeasured(all.length, rows), open.length > 0);
  const why = `${rank(all.filter((other) => other !== choice))} (${latency}); ${trade(choice, peers, all)}`;
  return {
    text: [
      `${withLead(sure, `choose ${choice.name}${sure.note}`)}: ${why}.`,
      ...(open.length > 0 ? standingRemedies(open) : doubts.map(() => quieter)),
    ].join(' '),
    evidence: peers.map((candidate) => evidenceOf(candidate, evidenceMetrics.p50Micros)),
    ...(openDoubts.length > 0 && { inconclusive: true }),
  };
}

/** Whether its latency is unknown, though it may keep up. */
function isOpen(candidate: Candidate): boolean {
  return !['timed', 'too slow'].includes(standingOf(candidate));
}

function simplestOfLeastBusy(equals: readonly Candidate[]): Candidate {
  const leastBusy = lowest(equals, 'busyShare');
  return equals.find((candidate) => leastBusy === undefined || !isSurelyBelow(leastBusy, candidate, 'busyShare'))!;
}

function rank(others: readonly Candidate[]): string {
  if (others.length === 0) return 'it keeps up';
  const isOnly = others.every((other) => standingOf(other) === 'too slow');
  return isOnly ? 'it is the only one that keeps up' : 'it keeps up with the lowest latency';
}

/** Which other configuration is busy for less, and at what latency. */
function trade(choice: Candidate, peers: readonly Candidate[], all: readonly Candidate[]): string {
  const busy = estimateOf(choice, 'busyShare');
  const frugal = lowest(peers, 'busyShare');
  if (busy === null || frugal === undefined) return 'its busy time is unknown';
  if (peers.length === 1) return `it is busy for ${percent(busy)} of the time`;
  if (choice === frugal) return `no other ${knownPeers(peers, all)} is busy for less`;
  if (!isSurelyBelow(frugal, choice, 'busyShare')) return `no other ${knownPeers(peers, all)} is surely busy for less`;
  const [less, more] = [percent(estimateOf(frugal, 'busyShare')!), percent(busy)];
  const price = micros(estimateOf(frugal, 'p50Micros')!);
  return `${frugal.name} is busy for ${less} instead of ${more} of the time, at a p50 of ${price}`;
}

/** Those that the busy time was compared with. */
function knownPeers(peers: readonly Candidate[], all: readonly Candidate[]): string {
  const isOfOneGuarantee = all.every(({ guarantee }) => guarantee === peers[0].guarantee);
  const guarantee = isOfOneGuarantee ? '' : ' with its guarantee';
  const busyTime = peers.some(isBusyUnknown) ? ' and whose busy time is known' : '';
  return `configuration${guarantee} that was shown to keep up${busyTime}`;
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
  return [
    ...tie('latency', busier, (are) => `which ${are} busy for longer`),
    ...tie('latency and busy time', alike, (are) => `which ${are} less simple`),
    ...tie('latency', unknown, () => 'whose busy time cannot be compared'),
  ];
}

/** The tie, and the rule that broke it. */
function tie(metrics: string, tied: readonly Candidate[], reason: (are: string) => string): string[] {
  if (tied.length === 0) return [];
  const names = listed(tied.map(({ name }) => name));
  return [`${metrics} indistinguishable from ${names}, ${reason(tied.length === 1 ? 'is' : 'are')}`];
}
