import type { Unit } from '../../results/unit.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { Objective } from '../objective.ts';

/** One unit of a search for a capacity. */
export interface Probe {
  readonly ratePerSecond: number;
  /** False of a unit that only shows where to look. */
  readonly counts: boolean;
  readonly unit: Unit;
}

/** What units are judged by: the interval that their micro-batches have to keep, who commits, and the objective. */
export interface Rules extends Pick<Configuration, 'intervalMs' | 'commit'> {
  readonly objective: Objective | null;
}
