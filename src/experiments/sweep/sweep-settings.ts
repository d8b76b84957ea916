import type { Objective } from '../objective.ts';
import type { ExperimentSettings } from '../settings.ts';

/** What a sweep holds fixed; each of its units has a rate of its own. */
export interface SweepSettings extends ExperimentSettings {
  /** Ascending, in records per second; null: around the capacity of the first configuration. */
  readonly rates: readonly number[] | null;
  readonly durationMs: number;
  /** The user said how long units are; else those of low rates are longer. */
  readonly isDurationGiven: boolean;
  readonly objective: Objective | null;
  /** The rate at which the objective is to be held, beside those of the grid; null: at each of these. */
  readonly askedRate: number | null;
}
