import type { Conditions } from '../engines/unit-spec.ts';
import type { Configuration } from '../results/configuration.ts';

/** What an experiment measures: configurations, under conditions that are the same for all of them. */
export interface ExperimentSettings extends Conditions {
  /** As typed, for the record. */
  readonly command: string;
  /** The simplest first. */
  readonly configurations: readonly Configuration[];
  /** Units of each configuration. */
  readonly repetitions: number;
}
