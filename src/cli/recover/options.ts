import type { ConfigurationOptions } from '../options/configuration-options.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';

/** The options of `recover` as given; undefined where the experiment chooses. */
export interface RecoverOptions extends ExperimentOptions, ConfigurationOptions {
  readonly rate: number;
  readonly peak?: number;
  readonly burst: number;
  readonly after?: number;
  readonly repeat: number;
}
