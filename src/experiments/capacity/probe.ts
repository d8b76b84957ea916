import type { FigureName } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { Objective } from '../objective.ts';

/** One unit of a search for a capacity. */
export interface Probe {
  readonly ratePerSecond: number;
  /** False for a unit that only shows where to look. */
  readonly counts: boolean;
  readonly unit: Unit;
}

/** The criteria for units: the interval of their micro-batches, the commit policy, and the objective. */
export interface Rules extends Pick<Configuration, 'intervalMs' | 'commit'> {
  readonly objective: Objective | null;
}

/** What a unit has to know for its capacity, and for the objective. */
export function neededFigures(objective: Objective | null): readonly FigureName[] {
  return ['keepsUp', 'busy', ...(objective === null ? [] : [objective.percentile])];
}
