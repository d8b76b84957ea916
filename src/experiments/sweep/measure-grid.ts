import { isFailed } from '../../results/exclusion.ts';
import { ExclusionStreak } from '../exclusion-streak.ts';
import { Turns } from '../turns.ts';
import { isHopeless, type GridPoint } from './grid.ts';
import { neededFigures } from './recommend-sweep.ts';
import type { SweepUnits } from './sweep-units.ts';

/**
 * Measures all points in turn, each several times. Leaves out points that are hopeless after the units so far.
 *
 * @returns false where it stopped early, because units kept being excluded
 */
export async function measureGrid(
  points: readonly GridPoint[],
  repetitions: number,
  swept: SweepUnits,
): Promise<boolean> {
  const turns = new Turns(points, repetitions);
  const streak = new ExclusionStreak(neededFigures, points.length);
  swept.planned += turns.count;
  for (const turn of turns) {
    if (isHopeless(turn.point, swept.units)) {
      swept.leaveOut(turn.point);
      continue;
    }
    const unit = await swept.measure(turn.point, turn.repetition);
    if (!isFailed(unit) && !streak.isWhole(unit) && turns.repeat(turn)) swept.planned++;
    const why = streak.add(unit);
    if (why === undefined || swept.units.length >= swept.planned) continue;
    swept.stop(why);
    return false;
  }
  return true;
}
