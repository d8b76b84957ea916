import type { Objective } from '../../experiments/objective.ts';
import type { ConfigurationOptions } from '../options/configuration-options.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import type { LoadOptions } from '../options/load-options.ts';
import type { ReplayOptions } from '../options/replay-options.ts';

/** The options of `capacity` as given; undefined where the default depends on others. */
export interface CapacityOptions
  extends ExperimentOptions, ConfigurationOptions, Pick<LoadOptions, 'load'>, ReplayOptions {
  readonly objective?: Objective;
  readonly duration?: number;
  readonly units?: number;
}
