import type { ConfigurationOptions } from './configuration-options.ts';
import type { OutputOptions } from './output-options.ts';
import type { RecordOptions } from './record-options.ts';
import type { SinkOptions } from './sink-options.ts';

/** The options of `recover` as given; undefined where the experiment chooses. */
export interface RecoverOptions extends ConfigurationOptions, SinkOptions, RecordOptions, OutputOptions {
  readonly rate: number;
  readonly peak?: number;
  readonly burst: number;
  readonly after?: number;
  readonly repeat: number;
  readonly seed: number;
}
