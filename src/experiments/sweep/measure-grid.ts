import { countsWhole, isFailed } from '../../results/exclusion.ts';
import { Turns } from '../turns.ts';
import { isHopeless, type GridPoint } from './grid.ts';
import type { SweepUnits } from './sweep-units.ts';

/** Measures all points in turn, each several times. Leaves out points that are hopeless after the units so far. */
export async function measureGrid(points: readonly GridPoint[], repetitions: number, swept: SweepUnits): Promise<void> {
  const turns = new Turns(points, repetitions);
  swept.planned += turns.count;
  for (const turn of turns) {
    if (isHopeless(turn.point, swept.units)) {
      swept.leaveOut(turn.point);
      continue;
    }
    const unit = await swept.measure(turn.point, turn.repetition);
    const isExcluded = !isFailed(unit) && !countsWhole(unit);
    if (isExcluded && turns.repeat(turn)) swept.planned++;
  }
}
