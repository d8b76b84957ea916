import { keepingUpDoubts, unmeasuredDoubts } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { percentileName, type Objective } from '../objective.ts';
import { isJudged, isUnmeasured, spreadOf, type Cell } from './cell.ts';

/** Clauses on why it is open whether these are the best. */
export function openDoubts(open: readonly Cell[]): string[] {
  const measured = open.filter((cell) => !isUnmeasured(cell, 'p99'));
  const mayKeepUp = namesOf(measured.filter(({ keepsUp }) => keepsUp === 'inconclusive'));
  const keepingUp = measured.filter(({ keepsUp }) => keepsUp === 'yes');
  const untimed = namesOf(keepingUp.filter((cell) => spreadOf(cell, 'p99Micros') === null));
  const scattered = namesOf(keepingUp.filter((cell) => spreadOf(cell, 'p99Micros') !== null));
  return [
    ...unmeasuredAt(open, 'p99'),
    ...keepingUpDoubts(mayKeepUp),
    ...(untimed.length === 0 ? [] : [`too few records of ${listed(untimed)} had an effect for a p99`]),
    ...(scattered.length === 0 ? [] : [`the p99 of ${listed(scattered)} scatters too much`]),
  ];
}

/** Clauses on cells that were not measured, or whose percentile counts in no unit. */
export function unmeasuredAt(cells: readonly Cell[], percentile: Objective['percentile']): string[] {
  const unmeasured = cells.filter((cell) => isUnmeasured(cell, percentile));
  const untimed = namesOf(unmeasured.filter(isJudged));
  return [
    ...unmeasuredDoubts(namesOf(unmeasured.filter((cell) => !isJudged(cell)))),
    ...(untimed.length === 0 ? [] : [`the ${percentileName({ percentile })} of ${listed(untimed)} counts in no unit`]),
  ];
}

function namesOf(cells: readonly Cell[]): string[] {
  return [...new Set(cells.map(({ name }) => name))];
}
