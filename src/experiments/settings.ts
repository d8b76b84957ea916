import type { Conditions } from '../engines/unit-spec.ts';
import type { Configuration } from '../results/configuration.ts';

/** What an experiment is to find out about which configurations. */
export interface ExperimentSettings extends Conditions {
  /** As typed, for the record. */
  readonly command: string;
  /** The simplest first. */
  readonly configurations: readonly Configuration[];
  /** Units of each configuration. */
  readonly repetitions: number;
}
