import { micros, perSecond, plusMinus } from '../../results/quantity.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import { quieter } from '../inconclusive.ts';
import { certainty, withLead } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import type { BestAtRate } from './best-by-rate.ts';
import type { Best } from './best-cell.ts';
import { guaranteeText, spreadOf } from './cell.ts';
import { tiesText } from './crossover-text.ts';
import { openDoubts } from './doubts-at-rate.ts';

/** What limits an answer, in clauses, and what it rests on. */
interface Grounds {
  readonly doubts: readonly string[];
  readonly measured: string;
}

/**
 * In one sentence: which configuration to choose at which rate, and how sure that is.
 *
 * @param rates of the grid, also those above the first with which none keeps up
 */
export function bestText(
  found: readonly BestAtRate[],
  crossovers: SweepFindings['crossovers'],
  rates: number,
  { doubts, measured }: Grounds,
): string {
  const { note } = certainty(doubts, measured);
  if (crossovers.length > 0) return `Choose ${ranges(crossovers)}${note}.`;
  const known = found.flatMap(({ best, ...at }) => (best.kind === 'one' ? [{ ...at, ...best }] : []));
  if (known.length > 0) {
    const remedy = found.some(({ best }) => best.kind === 'inconclusive') ? ` ${quieter}` : '';
    return `${throughout(known, rates, note)}.${remedy}`;
  }
  const [{ best, ratePerSecond }] = found;
  if (best.kind === 'none') {
    return `None keeps up with ${perSecond(ratePerSecond)} records/s, the lowest rate${note}: give lower --rates.`;
  }
  return `${leading(found, doubts)}. Raise --repeat or --duration.`;
}

/** Why it is open at some rates which configuration is the best, in clauses. */
export function rateDoubts(found: readonly BestAtRate[]): string[] {
  const doubts = found.flatMap(({ best, ratePerSecond }) =>
    best.kind === 'inconclusive' ? openDoubts(best.open).map((doubt) => ({ doubt, ratePerSecond })) : [],
  );
  return [...Map.groupBy(doubts, ({ doubt }) => doubt)].map(([doubt, at]) => {
    if (at.length === found.length) return found.length === 1 ? doubt : `at every rate ${doubt}`;
    return `${doubt} at ${listed(at.map(({ ratePerSecond }) => perSecond(ratePerSecond)))} records/s`;
  });
}

/** `continuous up to 9,900 ± 200 records/s and micro-batch 0 ms above it`. */
function ranges(crossovers: SweepFindings['crossovers']): string {
  const parts = crossovers.map((crossover) => `${crossover.below} up to ${rateText(crossover)}`);
  const last = crossovers.at(-1)!.above;
  return last === null ? `${listed(parts)}, above which none keeps up` : listed([...parts, `${last} above it`]);
}

function rateText({ rate, low, high, level }: SweepFindings['crossovers'][number]): string {
  if (rate === null) return `a rate between ${perSecond(low)} and ${perSecond(high)} records/s`;
  if (level === null) return `about ${perSecond(Number(rate.toPrecision(3)))} records/s`;
  return `${plusMinus({ estimate: rate, low, high })} records/s`;
}

/** A rate at which the best one is known. */
type KnownRate = Omit<BestAtRate, 'best'> & Extract<Best, { kind: 'one' }>;

/** Where the same one is the best at all rates that are known. */
function throughout(known: readonly KnownRate[], rates: number, note: string): string {
  const [{ cell, cells }] = known;
  const share = known.length < rates ? `${known.length} of ${rates}` : rates === 2 ? 'both' : `all ${rates}`;
  const where = rates === 1 ? 'at' : `at ${share} rates,`;
  const shown = known.map((at) => perSecond(at.ratePerSecond));
  const [from] = shown;
  const p99 = micros(spreadOf(cell, 'p99Micros')!.estimate);
  const guarantee = guaranteeText(cell, cells);
  const figures = `p99 ${p99} at ${from} records/s${guarantee}${tiesText(cell, cells)}${laterTies(known)}`;
  // Between rates that are known may be some that are not.
  const isThroughout = rates > 1 && known.length === rates;
  const range = isThroughout ? `${from} to ${shown.at(-1)}` : listed(shown);
  const change = isThroughout ? '; there is no crossover' : '';
  return `Choose ${cell.name} ${where} ${range} records/s${note}: ${figures}${change}`;
}

/** At how many of the higher rates others are indistinguishable from the best one. */
function laterTies([, ...higher]: readonly KnownRate[]): string {
  const tied = higher.filter(({ ties }) => ties.length > 0).length;
  return tied === 0 ? '' : `, and at ${tied} of the ${higher.length} higher rates not the only one`;
}

/** Where it is open at every rate: the one with the lowest p99 of those that surely keep up. */
function leading(found: readonly BestAtRate[], doubts: readonly string[]): string {
  const leaders = found.flatMap(({ best, ratePerSecond }) =>
    best.kind === 'inconclusive' && best.leading !== null ? [{ name: best.leading.name, ratePerSecond }] : [],
  );
  if (leaders.length === 0) return `Inconclusive: ${doubts.join('; ')}`;
  const parts = [...Map.groupBy(leaders, ({ name }) => name)].map(
    ([name, at]) => `${name} at ${listed(at.map(({ ratePerSecond }) => perSecond(ratePerSecond)))} records/s`,
  );
  return withLead(certainty(doubts, '', true), `choose ${listed(parts)}`);
}
