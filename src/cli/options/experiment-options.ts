import type { Command } from 'commander';
import { withOutputOptions, type OutputOptions } from './output-options.ts';
import { parseDurationMs, wholeNumber } from './quantity.ts';
import { withRecordOptions, type RecordOptions } from './record-options.ts';
import { withSinkOptions, type SinkOptions } from './sink-options.ts';

/** What every experiment can be told, beside what it is to find out. */
export interface ExperimentOptions extends SinkOptions, RecordOptions, OutputOptions {
  readonly seed: number;
}

export function withExperimentOptions(command: Command): Command {
  withSinkOptions(command);
  withRecordOptions(command);
  command.option('--seed <n>', 'seed of records and arrivals', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1);
  return withOutputOptions(command);
}

/** `byDefault`: told, since it depends on other options. */
export function withDurationOption(command: Command, byDefault = '1.1s or more'): Command {
  return command.option(
    '--duration <time>',
    `length of the measured period of each unit (default: ${byDefault})`,
    parseDurationMs,
  );
}

export function withRepeatOption(command: Command, what = 'units of each configuration; an interval takes 6'): Command {
  return command.option('--repeat <n>', what, wholeNumber(1, 1000), 3);
}
