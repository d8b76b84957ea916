import type { Objective } from '../objective.ts';
import type { ExperimentSettings } from '../settings.ts';

/** The settings of a sweep. Its rates take the place of the single rate of other experiments. */
export interface SweepSettings extends ExperimentSettings {
  /** Ascending, in records per second; null: around the capacity of the first configuration. */
  readonly rates: readonly number[] | null;
  readonly durationMs: number;
  /** Whether the user gave the duration of units; else units are longer at low rates. */
  readonly isDurationGiven: boolean;
  readonly objective: Objective | null;
  /** The rate at which the objective is to hold, measured besides the grid; null: at each rate of the grid. */
  readonly askedRate: number | null;
}
