import { micros, perSecond } from '../../results/quantity.ts';
import type { Sentence, Verdict } from '../../results/schema-parts.ts';
import { allMeasured, certainty, singleUnitDoubts, withLead } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { isRangeBelow, limitAt, unbeaten } from '../../statistics/ranges-apart.ts';
import { exclusionDoubts } from '../reservation.ts';
import { lessSimple } from '../less-simple.ts';
import { percentileName, type Objective } from '../objective.ts';
import { guaranteeText, isUnmeasured, type Cell, type Spread } from './cell.ts';
import { unmeasuredAt } from './doubts-at-rate.ts';
import { costMeasureFor, spreadOver, type CostMeasure } from './running-cost.ts';

/** The configuration that holds an objective at the lowest cost, at one rate. */
export interface Cheapest {
  /** Whether any configuration holds it. */
  readonly held: Verdict;
  /** Whether it is open which one is the answer, or whether there is one. */
  readonly isOpen: boolean;
  /** The cheapest one; null where none surely holds the objective. */
  readonly cell: Cell | null;
  readonly sentence: Sentence;
}

/**
 * The configuration with the lowest running cost, of those that keep up and hold the objective. Of those whose costs
 * are indistinguishable, the first one in order.
 *
 * @param cells of one rate, the simplest configuration first
 * @param above cells of higher rates, ascending, for the head-room
 */
export function cheapestAt(
  cells: readonly Cell[],
  above: readonly (readonly Cell[])[],
  objective: Objective,
): Cheapest {
  const holding = cells.filter((cell) => holds(cell, objective) === 'yes');
  const costOf = costMeasureFor(holding.length === 0 ? cells : holding);
  const evidence = cells.map((cell) => evidenceOf(cell, costOf, objective));
  const doubts = measuringDoubts(cells, objective);
  if (holding.length === 0) {
    const held = cells.every((cell) => holds(cell, objective) === 'no') ? 'no' : 'inconclusive';
    const text = nearest(cells, objective, held, doubts);
    return { held, isOpen: held === 'inconclusive' || doubts.length > 0, cell: null, sentence: { text, evidence } };
  }
  const { cell, ties } = leastCost(holding, costOf);
  const open = cells.filter((other) => holds(other, objective) === 'inconclusive' && !isDearer(other, cell, costOf));
  const sentences = [
    chosen(cell, cells, { ties, open, doubts }, costOf, objective),
    headRoom(cell, above, objective),
    ofUnknownCost(cell, holding, costOf),
  ];
  const text = sentences.filter((sentence) => sentence !== '').join(' ');
  return { held: 'yes', isOpen: open.length > 0 || doubts.length > 0, cell, sentence: { text, evidence } };
}

/** Yes where the range of the percentile is surely below the limit, no where it is surely above. */
export function holds(cell: Cell, objective: Objective): Verdict {
  if (cell.keepsUp === 'no') return 'no';
  const found = percentileOf(cell, objective);
  if (found === null) return 'inconclusive';
  const limit = limitAt(objective.limitMicros);
  if (isRangeBelow(limit, found)) return 'no';
  return isRangeBelow(found, limit) && cell.keepsUp === 'yes' ? 'yes' : 'inconclusive';
}

function percentileOf({ units }: Cell, { percentile }: Objective): Spread | null {
  return spreadOver(units, percentile, ({ latencyMicros }) => latencyMicros?.[percentile] ?? null);
}

/** The first of those that none costs surely less than, and the others; without costs the first of all. */
function leastCost(
  cells: readonly Cell[],
  costOf: CostMeasure,
): { readonly cell: Cell; readonly ties: readonly Cell[] } {
  const priced = cells.flatMap((cell) => {
    const cost = costOf(cell);
    return cost === null ? [] : [{ cell, cost }];
  });
  if (priced.length === 0) return { cell: cells[0], ties: [] };
  const [cell, ...ties] = unbeaten(priced, (one, other) => isRangeBelow(one.cost, other.cost)).map((one) => one.cell);
  return { cell, ties };
}

/** What limits a choice. */
interface Limits {
  /** Those that hold the objective too, and whose cost is indistinguishable. */
  readonly ties: readonly Cell[];
  /** Those that may hold the objective at a lower cost. */
  readonly open: readonly Cell[];
  /** In clauses, about the units of all. */
  readonly doubts: readonly string[];
}

function chosen(
  cell: Cell,
  cells: readonly Cell[],
  { ties, open, doubts }: Limits,
  costOf: CostMeasure,
  objective: Objective,
): string {
  const { estimate } = percentileOf(cell, objective)!;
  const below = `${times(objective.limitMicros / estimate)} below the limit`;
  const latency = `${percentileName(objective)} ${micros(estimate)}, ${below}${guaranteeText(cell, cells)}`;
  const cost = costOf(cell);
  const rank = cost === null ? 'holds' : 'is the cheapest that holds';
  const tie = ties.length === 0 ? '' : `, ${lessSimple(ties.map(({ name }) => name))}`;
  const price = cost === null ? 'its cost is unknown' : `${cost.text}${tie}`;
  const where = `at ${perSecond(cell.ratePerSecond)} records/s`;
  const measured = allMeasured(cells.length, knownOf(cells, objective));
  const sure = certainty([...openDoubts(open, objective), ...doubts], measured, open.length > 0);
  const answer = withLead(sure, `${where} ${cell.name} ${rank} ${objective.text}${sure.note}`);
  return `${answer}: ${price}, ${latency}.`;
}

/** Clauses on units that are too few to rely on: a single one says as little beside a limit as beside another. */
function measuringDoubts(cells: readonly Cell[], objective: Objective): string[] {
  const configurations = cells.map(({ configuration }) => configuration);
  const units = cells.flatMap((cell) => cell.units);
  const timed = cells.filter(({ keepsUp }) => keepsUp !== 'no');
  return [
    ...exclusionDoubts(configurations, units, [objective.percentile, 'keepsUp', 'busy']),
    ...singleUnitDoubts([...knownOf(timed, objective), limitAt(objective.limitMicros)]),
  ];
}

/** The percentiles that are known, of which no interval is. */
function knownOf(cells: readonly Cell[], objective: Objective): { units: number; level: null }[] {
  const found = cells.map((cell) => percentileOf(cell, objective)).filter((spread) => spread !== null);
  return found.map(({ units }) => ({ units, level: null }));
}

/** Surely, so that it cannot be the cheapest one whatever else is open. */
function isDearer(cell: Cell, than: Cell, costOf: CostMeasure): boolean {
  const [own, other] = [costOf(cell), costOf(than)];
  return own !== null && other !== null && isRangeBelow(other, own);
}

/** Clauses on the configurations of which it is open whether they hold the objective. */
function openDoubts(open: readonly Cell[], objective: Objective): string[] {
  const measured = open.filter((cell) => !isUnmeasured(cell, objective.percentile)).map(({ name }) => name);
  return [
    ...unmeasuredAt(open, objective.percentile),
    ...(measured.length === 0
      ? []
      : [`whether ${listed(measured)} ${measured.length === 1 ? 'holds' : 'hold'} it is open`]),
  ];
}

/** The other configurations that hold the objective, but whose cost is unknown. */
function ofUnknownCost(cell: Cell, holding: readonly Cell[], costOf: CostMeasure): string {
  const unknown = holding.filter((other) => other !== cell && costOf(other) === null).map(({ name }) => name);
  if (unknown.length === 0) return '';
  return `${listed(unknown)} ${unknown.length === 1 ? 'holds' : 'hold'} it too; the cost is unknown.`;
}

/** By how much the rate may rise, as far as the grid shows. */
function headRoom(cell: Cell, above: readonly (readonly Cell[])[], objective: Objective): string {
  const own = above.flatMap((cells) => cells.filter(({ name: other }) => other === cell.name));
  const firstMiss = own.findIndex((higher) => holds(higher, objective) !== 'yes');
  const still = firstMiss === -1 ? own.at(-1) : own[firstMiss - 1];
  if (still !== undefined) {
    const factor = times(still.ratePerSecond / cell.ratePerSecond);
    return `It still does at ${perSecond(still.ratePerSecond)} records/s, ${factor} the rate.`;
  }
  const missed = own[firstMiss];
  if (missed === undefined || holds(missed, objective) !== 'no') return '';
  return `At ${perSecond(missed.ratePerSecond)} records/s it does not.`;
}

function nearest(cells: readonly Cell[], objective: Objective, held: Verdict, doubts: readonly string[]): string {
  const asked = `${objective.text} at ${perSecond(cells[0].ratePerSecond)} records/s`;
  const sure = certainty(doubts, allMeasured(cells.length, knownOf(cells, objective))).note;
  const none = `No configuration holds ${asked}${sure}`;
  const open = `Inconclusive: whether any configuration holds ${asked} is open`;
  const unmeasured = unmeasuredAt(
    cells.filter((cell) => holds(cell, objective) !== 'no'),
    objective.percentile,
  );
  const known = cells.flatMap((cell) => {
    const latency = cell.keepsUp === 'no' ? null : percentileOf(cell, objective);
    return latency === null ? [] : [{ cell, latency }];
  });
  const [closest] = known.toSorted((left, right) => left.latency.estimate - right.latency.estimate);
  if (closest === undefined) {
    if (held === 'no') return `${none}: none keeps up.`;
    const why = unmeasured.length > 0 ? unmeasured : ['too few units count, or too few records had an effect'];
    return `${open}: ${why.join('; ')}.`;
  }
  const { cell, latency } = closest;
  const range = `${micros(latency.estimate)} (${micros(latency.low)} to ${micros(latency.high)})`;
  const figures = `the nearest is ${cell.name} with ${percentileName(objective)} ${range}`;
  if (held === 'no') {
    return `${none}: ${figures}, ${times(latency.estimate / objective.limitMicros)} the limit.`;
  }
  const doubt = cell.keepsUp === 'yes' ? '' : ', which may not keep up';
  const limit = unmeasured.length === 0 ? '' : 'by what was measured, ';
  return `${open}: ${[...unmeasured, `${limit}${figures}${doubt}`].join('; ')}.`;
}

function evidenceOf(cell: Cell, costOf: CostMeasure, objective: Objective): string {
  const found = percentileOf(cell, objective);
  const range = found && `(${micros(found.low)} to ${micros(found.high)}, units: ${found.units})`;
  const latency = found === null ? 'unknown' : `${micros(found.estimate)} ${range}`;
  const cost = costOf(cell)?.text ?? 'cost unknown';
  const at = `${cell.name} at ${perSecond(cell.ratePerSecond)} records/s`;
  return `${at}: ${percentileName(objective)} ${latency}, ${cost}, keeps up: ${cell.keepsUp}`;
}

/** 1.04 times, 3.8 times, 26 times. */
function times(ratio: number): string {
  const digits = ratio < 1.095 ? ratio.toFixed(2) : ratio < 9.95 ? ratio.toFixed(1) : Math.round(ratio).toString();
  return `${digits} times`;
}
