import type { ConfigurationOptions } from './configuration-options.ts';
import type { LoadOptions } from './load-options.ts';
import type { OutputOptions } from './output-options.ts';
import type { RecordOptions } from './record-options.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { SinkOptions } from './sink-options.ts';

/** The options of `run` as given; undefined where the default depends on others. */
export interface RunOptions extends ConfigurationOptions, LoadOptions, SinkOptions, RecordOptions, ReplayOptions, OutputOptions {
  readonly duration?: number;
  readonly repeat: number;
  readonly seed: number;
}
