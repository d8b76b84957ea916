import { micros, perSecond, plusMinus } from '../../results/quantity.ts';
import { listed } from '../../results/listed.ts';
import { guaranteesText } from '../guarantees-text.ts';
import { lessSimple } from '../less-simple.ts';
import { bestCell, isSlower, tieWord } from './best-cell.ts';
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
  const lowerPart = `Up to ${rateText(crossover)} ${below.name} is ${standing(below, other, lower)}`;
  return `${lowerPart}; above it ${successor(crossover, upper)}${guaranteesOf(crossover)}.${open}`;
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

/** Of both, where they are known. */
function guaranteesOf({ below, above }: Crossover): string {
  const both = [below, above].flatMap((cell) => {
    const guarantee = cell?.units[0]?.guarantee;
    return cell === null || guarantee === undefined ? [] : [{ ...cell.configuration, guarantee }];
  });
  return guaranteesText(both);
}

function standing(below: Cell, other: Cell | undefined, cells: readonly Cell[]): string {
  const own = spreadOf(below, 'p99Micros');
  const rival = other === undefined ? null : spreadOf(other, 'p99Micros');
  if (own === null) return 'the best';
  if (other === undefined || rival === null) return `the best (p99 ${micros(own.estimate)}${tiesText(below, cells)})`;
  const doubt = other.keepsUp === 'yes' ? '' : ', which may not keep up';
  const against = `p99 ${micros(own.estimate)} against ${micros(rival.estimate)}${doubt}`;
  const figures = `(${against}${tiesText(below, cells, other)})`;
  return isSlower(other, below) ? `faster ${figures}` : `${tieWord(below, other)} ${other.name} ${figures}`;
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
  const figures = `(p99 ${p99} at ${rate}${tiesText(above, upper)})`;
  const keepingUp = upper.filter(({ keepsUp }) => keepsUp !== 'no');
  const { executor } = above.configuration;
  const onlyThese =
    below.configuration.executor !== executor &&
    keepingUp.every(({ configuration }) => configuration.executor === executor);
  if (keepingUp.length === 1) return `only ${above.name} keeps up ${figures}`;
  if (onlyThese) return `only ${executor} keeps up, best ${above.name} ${figures}`;
  const { overtaken, threshold } = crossover;
  const isShown = overtaken.keepsUp === 'no' || threshold !== null;
  return `it ${isShown ? 'does not keep up' : 'was not shown to keep up'} and ${above.name} is the best ${figures}`;
}

/**
 * Which others are as good as the best one of these cells, as a clause; '' where there are none. Where all
 * are less simple, that is why it was taken; else it was the best at the rate below.
 */
export function tiesText(best: Cell, cells: readonly Cell[], except?: Cell): string {
  const found = bestCell(cells, best.name);
  const ties = found.kind === 'one' ? found.ties.filter((cell) => cell !== except) : [];
  if (ties.length === 0) return '';
  const isSimplest = ties.every((cell) => cells.indexOf(cell) > cells.indexOf(best));
  const clauses = [...Map.groupBy(ties, (cell) => tieWord(best, cell))].map(([how, own]) => {
    const names = own.map(({ name }) => name);
    return `, ${isSimplest ? lessSimple(names, how) : `${how} ${listed(names)}`}`;
  });
  return clauses.join('');
}
