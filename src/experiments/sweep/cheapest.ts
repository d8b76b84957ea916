import { micros, percent, perSecond } from '../../results/quantity.ts';
import type { Sentence, Verdict } from '../../results/schema-parts.ts';
import type { Unit } from '../../results/unit.ts';
import { medianInterval } from '../../statistics/median-interval.ts';
import { median } from '../../statistics/median.ts';
import type { Cell, Spread } from './cell.ts';
import type { Objective } from '../objective.ts';

/** Which configuration holds an objective most cheaply at one rate. */
export interface Cheapest {
  /** Whether any holds it. */
  readonly held: Verdict;
  /** That configuration; null where none surely holds it. */
  readonly cell: Cell | null;
  readonly sentence: Sentence;
}

/**
 * Of the configurations that keep up and hold the objective the one with the least cost: time on the processor for each
 * record where idle executors leave it, else the share of the time that it is busy. Of those whose costs overlap the
 * first one in order.
 *
 * @param cells of one rate, the simplest configuration first
 * @param above cells of higher rates, ascending, for the head-room
 */
export function cheapestAt(
  cells: readonly Cell[],
  above: readonly (readonly Cell[])[],
  objective: Objective,
): Cheapest {
  const evidence = cells.map((cell) => evidenceOf(cell, objective));
  const holding = cells.filter((cell) => holds(cell, objective) === 'yes' && costOf(cell) !== null);
  if (holding.length > 0) {
    const cell = leastCost(holding);
    return {
      held: 'yes',
      cell,
      sentence: { text: `${chosen(cell, cells, objective)} ${headRoom(cell, above, objective)}`.trimEnd(), evidence },
    };
  }
  const held = cells.every((cell) => holds(cell, objective) === 'no') ? 'no' : 'inconclusive';
  return { held, cell: null, sentence: { text: nearest(cells, objective, held), evidence } };
}

/** Yes where all that is believed of the percentile is within the limit, no where all of it is above. */
export function holds(cell: Cell, objective: Objective): Verdict {
  if (cell.keepsUp === 'no') return 'no';
  const found = percentileOf(cell, objective);
  if (found === null) return 'inconclusive';
  if (found.low > objective.limitMicros) return 'no';
  return found.high <= objective.limitMicros && cell.keepsUp === 'yes' ? 'yes' : 'inconclusive';
}

function percentileOf({ units }: Cell, { percentile }: Objective): Spread | null {
  return spreadOver(units, ({ latencyMicros }) => latencyMicros?.[percentile] ?? null);
}

function spreadOver(units: readonly Unit[], read: (run: Unit) => number | null): Spread | null {
  const values = units.map(read).filter((value) => value !== null);
  if (values.length === 0) return null;
  const { low, high } = medianInterval(values) ?? { low: Math.min(...values), high: Math.max(...values) };
  return { estimate: median(values)!, low, high, units: values.length };
}

interface Cost extends Spread {
  readonly text: string;
}

function costOf({ units }: Cell): Cost | null {
  const cpu = spreadOver(units, ({ cpuNanosPerRecord }) => cpuNanosPerRecord);
  if (cpu !== null) return { ...cpu, text: `${micros(cpu.estimate / 1000)} of processor time per record` };
  const busy = spreadOver(units, ({ busyShare }) => busyShare);
  return busy === null ? null : { ...busy, text: `busy for ${percent(busy.estimate)} of the time` };
}

function leastCost(cells: readonly Cell[]): Cell {
  const [least] = cells.toSorted((left, right) => costOf(left)!.estimate - costOf(right)!.estimate);
  return cells.find((cell) => costOf(cell)!.low <= costOf(least)!.high)!;
}

function chosen(cell: Cell, cells: readonly Cell[], objective: Objective): string {
  const { estimate } = percentileOf(cell, objective)!;
  const guarantees = new Set(cells.flatMap(({ units }) => units.map(({ guarantee }) => guarantee)));
  const guarantee = guarantees.size > 1 ? `, ${cell.units[0].guarantee}` : '';
  const ratio = times(objective.limitMicros / estimate);
  return `At ${perSecond(cell.ratePerSecond)} records/s ${cell.name} is the cheapest that holds ${objective.text}: ${costOf(cell)!.text}, ${name(objective)} ${micros(estimate)}, ${ratio} below the limit${guarantee}.`;
}

/** How much more the rate may become, as far as the grid shows. */
function headRoom(cell: Cell, above: readonly (readonly Cell[])[], objective: Objective): string {
  const own = above.flatMap((cells) => cells.filter(({ name: other }) => other === cell.name));
  const firstMiss = own.findIndex((higher) => holds(higher, objective) !== 'yes');
  const still = firstMiss === -1 ? own.at(-1) : own[firstMiss - 1];
  if (still !== undefined)
    return `It still does at ${perSecond(still.ratePerSecond)} records/s, ${times(still.ratePerSecond / cell.ratePerSecond)} the rate.`;
  const missed = own[firstMiss];
  return missed === undefined || holds(missed, objective) !== 'no'
    ? ''
    : `At ${perSecond(missed.ratePerSecond)} records/s it does not.`;
}

function nearest(cells: readonly Cell[], objective: Objective, held: Verdict): string {
  const at = `at ${perSecond(cells[0].ratePerSecond)} records/s`;
  const known = cells.filter((cell) => cell.keepsUp !== 'no' && percentileOf(cell, objective) !== null);
  const [closest] = known.toSorted(
    (left, right) => percentileOf(left, objective)!.estimate - percentileOf(right, objective)!.estimate,
  );
  if (closest === undefined) {
    return held === 'no'
      ? `None holds ${objective.text} ${at}: none keeps up.`
      : `Whether any holds ${objective.text} ${at}, the units do not tell: too few of them count, or too few records had an effect.`;
  }
  const { estimate, low, high } = percentileOf(closest, objective)!;
  const figures = `${closest.name} with ${name(objective)} ${micros(estimate)} (${micros(low)} to ${micros(high)})`;
  if (held === 'no')
    return `None holds ${objective.text} ${at}: the nearest is ${figures}, ${times(estimate / objective.limitMicros)} the limit.`;
  return `Whether any holds ${objective.text} ${at}, the units do not tell: the nearest is ${figures}${closest.keepsUp === 'yes' ? '' : ', which may not keep up'}.`;
}

function evidenceOf(cell: Cell, objective: Objective): string {
  const found = percentileOf(cell, objective);
  const latency =
    found === null
      ? 'unknown'
      : `${micros(found.estimate)} (${micros(found.low)} to ${micros(found.high)}, units: ${found.units})`;
  return `${cell.name} at ${perSecond(cell.ratePerSecond)} records/s: ${name(objective)} ${latency}, ${costOf(cell)?.text ?? 'cost unknown'}, keeps up: ${cell.keepsUp}`;
}

function name({ percentile }: Objective): string {
  return percentile === 'p999' ? 'p99.9' : percentile;
}

/** 1.04 times, 3.8 times, 26 times. */
function times(ratio: number): string {
  return `${ratio < 1.095 ? ratio.toFixed(2) : ratio < 9.95 ? ratio.toFixed(1) : Math.round(ratio).toString()} times`;
}
