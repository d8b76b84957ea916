import type { Unit } from '../../results/unit.ts';
import type { Cell } from './cell.ts';

/**
 * The units from which it shows what batching saves: those of the highest rate with which continuous keeps up. Where it
 * keeps up with none, of the lowest rate with which micro-batches do; without any, none.
 *
 * @param cells by rate, ascending
 */
export function comparableUnits(cells: readonly (readonly Cell[])[]): Unit[] {
  const continuous = cells.findLast((own) => own.some(keepsUpOneByOne));
  const cell = continuous ?? cells.find((own) => own.some(({ keepsUp }) => keepsUp === 'yes')) ?? [];
  return cell.flatMap(({ units }) => units);
}

function keepsUpOneByOne({ configuration: { executor, commit }, keepsUp }: Cell): boolean {
  return executor === 'continuous' && commit === 'invocation' && keepsUp === 'yes';
}
