import { isHopeless, type GridPoint } from './grid.ts';
import { interleave } from '../interleave.ts';
import type { SweepUnits } from './sweep-units.ts';

/** Spoilt units are measured again at the end, up to this share of all. */
const maxRepeatShare = 1 / 16;

/** Measures all points in turn, each several times. What is hopeless after the units so far is left out. */
export async function measureGrid(points: readonly GridPoint[], repetitions: number, units: SweepUnits): Promise<void> {
  const turns = interleave(points, repetitions);
  units.planned += turns.length;
  let repeats = Math.floor(turns.length * maxRepeatShare);
  for (const { configuration: point, repetition } of turns) {
    if (isHopeless(point, units.units)) {
      units.leaveOut(point);
      continue;
    }
    const { status } = await units.measure(point, repetition);
    if (status !== 'invalid' || repeats-- <= 0) continue;
    turns.push({ configuration: point, repetition: repetition + repetitions });
    units.planned++;
  }
}
