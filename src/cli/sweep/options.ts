import type { CommitPolicy } from '../../executors/commit-policy.ts';
import type { Objective } from '../../experiments/objective.ts';
import type { ConfigurationOptions } from '../options/configuration-options.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import type { ReplayOptions } from '../options/replay-options.ts';

/** The options of `sweep` as given; undefined where the default depends on others. */
export interface SweepOptions extends ExperimentOptions, Omit<ConfigurationOptions, 'commit'>, ReplayOptions {
  /** Records per second. */
  readonly rates?: readonly number[];
  readonly objective?: Objective;
  /** Where the objective is to be held, in records per second. */
  readonly rate?: number;
  readonly commit?: readonly CommitPolicy[];
  readonly load: 'constant' | 'poisson';
  /** In milliseconds. */
  readonly duration?: number;
  readonly repeat: number;
}
