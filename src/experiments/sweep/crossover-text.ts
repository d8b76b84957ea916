import { micros, perSecond, plusMinus } from '../../results/quantity.ts';
import { bestCell, isSlower } from './best-cell.ts';
import { spreadOf, type Cell } from './cell.ts';
import { isLatencyChange, type Crossover } from './crossover.ts';

/**
 * In one sentence: up to which rate which configuration is the best, and which above it.
 *
 * @param lower cells at the rate of the one below
 * @param upper cells at the rate of the one above
 */
export function crossoverText(crossover: Crossover, lower: readonly Cell[], upper: readonly Cell[]): string {
  const { below, above, threshold, isSearched } = crossover;
  const open = isSearched && threshold === null ? ' Where exactly is inconclusive.' : '';
  const other = above === null ? undefined : lower.find(({ name }) => name === above.name);
  const lowerPart = `Up to ${rateText(crossover)} ${below.name} is ${standing(below, other)}`;
  return `${lowerPart}; above it ${successor(crossover, upper)}.${open}${reserve(crossover)}`;
}

/** Without a confidence interval, three digits and the range. */
function rateText({ below, overtaken, threshold }: Crossover): string {
  if (threshold === null) {
    return `a rate between ${perSecond(below.ratePerSecond)} and ${perSecond(overtaken.ratePerSecond)} records/s`;
  }
  const { estimate, low, high, level, units } = threshold;
  if (level !== null) return `${plusMinus(threshold)} records/s`;
  const [about, least, most] = [estimate, low, high].map((rate) => perSecond(Number(rate.toPrecision(3))));
  return `about ${about} records/s (${least} to ${most}, smallest to largest of ${units} units)`;
}

/** A note where the guarantees differ, because then the two do not do the same work. */
function reserve({ below, above }: Crossover): string {
  const [before, after] = [below.units[0]?.guarantee, above?.units[0]?.guarantee];
  if (before === undefined || after === undefined || before === after) return '';
  return ` Their guarantees differ: ${below.name} ${before}, ${above!.name} ${after}.`;
}

function standing(below: Cell, other: Cell | undefined): string {
  const own = spreadOf(below, 'p99Micros');
  const rival = other === undefined ? null : spreadOf(other, 'p99Micros');
  if (own === null) return 'the best';
  if (other === undefined || rival === null) return `the best (p99 ${micros(own.estimate)})`;
  const figures = `(p99 ${micros(own.estimate)} against ${micros(rival.estimate)})`;
  return isSlower(other, below) ? `faster ${figures}` : `indistinguishable from ${other.name} ${figures}`;
}

function successor(crossover: Crossover, upper: readonly Cell[]): string {
  const { below, above } = crossover;
  if (above === null) return 'none keeps up';
  const own = spreadOf(above, 'p99Micros')!;
  const [p99, rate] = [micros(own.estimate), `${perSecond(above.ratePerSecond)} records/s`];
  if (isLatencyChange(crossover)) {
    const slower = spreadOf(crossover.overtaken, 'p99Micros')!;
    return `${above.name} is faster (p99 ${p99} against ${micros(slower.estimate)} at ${rate})`;
  }
  const figures = `(p99 ${p99} at ${rate})`;
  const keepingUp = upper.filter(({ keepsUp }) => keepsUp !== 'no');
  const { executor } = above.configuration;
  const onlyThese =
    below.configuration.executor !== executor &&
    keepingUp.every(({ configuration }) => configuration.executor === executor);
  if (keepingUp.length === 1) return `only ${above.name} keeps up ${figures}`;
  if (onlyThese) return `only ${executor} keeps up, best ${above.name} ${figures}`;
  return `it does not keep up and ${above.name} is the best ${figures}`;
}

/** The answer where no crossover was found: the configuration that is the best at all rates, or why there is none. */
export function throughoutText(cellsByRate: readonly (readonly Cell[])[]): string {
  const known = cellsByRate
    .map((cells) => ({ rate: perSecond(cells[0].ratePerSecond), best: bestCell(cells) }))
    .filter(({ best }) => best.kind !== 'inconclusive');
  const [first] = known;
  if (first === undefined) {
    const remedy = 'Raise --repeat or --duration.';
    return `The best configuration is inconclusive at every rate: the units are too few or too short. ${remedy}`;
  }
  const { rate, best } = first;
  if (best.kind !== 'one') return `None keeps up with ${rate} records/s, the lowest rate: give lower --rates.`;
  const range = known.length === 1 ? `At ${rate} records/s` : `From ${rate} to ${known.at(-1)!.rate} records/s`;
  const p99 = micros(spreadOf(best.cell, 'p99Micros')!.estimate);
  const figures = `p99 ${p99} at the lowest rate`;
  return `${range} ${best.cell.name} is the best throughout (${figures}): there is no crossover.`;
}
