import type { LoadOption } from './load-option.ts';

/** The options of `run` as given; undefined where the default depends on others. */
export interface RunOptions {
  readonly rate?: number;
  readonly replay?: string;
  readonly eventTime?: string;
  readonly timeUnit?: 's' | 'ms' | 'us';
  readonly speed?: number;
  readonly badRecords?: readonly string[];
  readonly load?: LoadOption;
  readonly executor: readonly ('continuous' | 'micro-batch')[];
  readonly interval?: readonly number[];
  readonly duration?: number;
  readonly repeat: number;
  readonly sink: 'none' | 'memory' | 'file' | 'sqlite';
  readonly sync: 'normal' | 'full';
  readonly wait: 'spin' | 'park';
  readonly keys?: number;
  readonly skew?: number;
  readonly disorder?: number;
  readonly late?: number;
  readonly seed: number;
  readonly save: boolean;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}
