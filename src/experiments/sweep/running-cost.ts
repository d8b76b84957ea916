import { counts, type FigureName } from '../../results/exclusion.ts';
import { percent, processorSeconds } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { medianSpread } from '../../statistics/median-spread.ts';
import type { Cell, Spread } from './cell.ts';

/** The cost of running a configuration at a rate, as a figure and in words. */
export interface RunningCost extends Spread {
  readonly text: string;
}

/** A measure of cost; null for a cell in which it is unknown. */
export type CostMeasure = (cell: Cell) => RunningCost | null;

const byProcessorTime: CostMeasure = ({ units }) => {
  const nanos = spreadOver(units, 'processorTime', ({ cpuNanosPerRecord }) => cpuNanosPerRecord);
  return (
    nanos && { ...nanos, text: `${processorSeconds(nanos.estimate / 1000)} of processor time for a million records` }
  );
};

const byBusyShare: CostMeasure = ({ units }) => {
  const share = spreadOver(units, 'busy', ({ local }) => local?.busyShare ?? null);
  return share && { ...share, text: `busy for ${percent(share.estimate)} of the time` };
};

/**
 * Processor time per record, where it is known in all cells. It is unknown for executors that spin while idle, because
 * spinning uses the processor too. Otherwise the share of the time that the executor is busy.
 */
export function costMeasureFor(cells: readonly Cell[]): CostMeasure {
  return cells.every((cell) => byProcessorTime(cell) !== null) ? byProcessorTime : byBusyShare;
}

/** The median of a figure and its spread over the units in which it counts; null where there is none. */
export function spreadOver(
  units: readonly Unit[],
  figure: FigureName,
  read: (unit: Unit) => number | null,
): Spread | null {
  const counted = units.filter((unit) => counts(unit, figure));
  const values = counted.map(read).filter((value) => value !== null);
  const spread = medianSpread(values);
  return spread && { ...spread, units: values.length };
}
