import type { ConfigurationOptions } from './configuration-options.ts';
import type { ExperimentOptions } from './experiment-options.ts';
import type { LoadOptions } from './load-options.ts';
import type { ReplayOptions } from './replay-options.ts';

/** The options of `run` as given; undefined where the default depends on others. */
export interface RunOptions extends ExperimentOptions, ConfigurationOptions, LoadOptions, ReplayOptions {
  readonly duration?: number;
  readonly repeat: number;
}
