import type { ConfigurationOptions } from '../options/configuration-options.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import type { LoadOptions } from '../options/load-options.ts';
import type { ReplayOptions } from '../options/replay-options.ts';

/** The options of `run` as given; undefined where the default depends on others. */
export interface RunOptions extends ExperimentOptions, ConfigurationOptions, LoadOptions, ReplayOptions {
  readonly duration?: number;
  readonly repeat: number;
}
