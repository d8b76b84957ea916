import { counts } from '../../results/exclusion.ts';
import { unmeasuredDoubts } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { spreadOf, type Cell } from './cell.ts';

/** Whether no unit of the cell counts for a verdict, or for its p99. */
function isUnmeasured({ units }: Cell): boolean {
  return !units.some((unit) => counts(unit, 'keepsUp')) || !units.some((unit) => counts(unit, 'p99'));
}

/** Clauses on why it is open whether these are the best. */
export function openDoubts(open: readonly Cell[]): string[] {
  const measured = open.filter((cell) => !isUnmeasured(cell));
  const mayKeepUp = namesOf(measured.filter(({ keepsUp }) => keepsUp === 'inconclusive'));
  const keepingUp = measured.filter(({ keepsUp }) => keepsUp === 'yes');
  const untimed = namesOf(keepingUp.filter((cell) => spreadOf(cell, 'p99Micros') === null));
  const scattered = namesOf(keepingUp.filter((cell) => spreadOf(cell, 'p99Micros') !== null));
  return [
    ...unmeasuredDoubts(namesOf(open.filter(isUnmeasured))),
    ...(mayKeepUp.length === 0
      ? []
      : [`whether ${listed(mayKeepUp)} ${mayKeepUp.length === 1 ? 'keeps' : 'keep'} up is open`]),
    ...(untimed.length === 0 ? [] : [`too few records of ${listed(untimed)} had an effect for a p99`]),
    ...(scattered.length === 0 ? [] : [`the p99 of ${listed(scattered)} scatters too much`]),
  ];
}

function namesOf(cells: readonly Cell[]): string[] {
  return [...new Set(cells.map(({ name }) => name))];
}
