import type { Objective } from '../experiments/objective.ts';
import type { ConfigurationOptions } from './configuration-options.ts';
import type { LoadOptions } from './load-options.ts';
import type { OutputOptions } from './output-options.ts';
import type { RecordOptions } from './record-options.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { SinkOptions } from './sink-options.ts';

/** The options of `capacity` as given; undefined where the default depends on others. */
export interface CapacityOptions extends ConfigurationOptions, Pick<LoadOptions, 'load'>, SinkOptions, RecordOptions, ReplayOptions, OutputOptions {
  readonly objective?: Objective;
  readonly duration?: number;
  readonly units?: number;
  readonly seed: number;
  readonly strict?: true;
}
