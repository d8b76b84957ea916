import type { Command } from 'commander';
import type { KeepOptions } from '../experiment/kept-sinks.ts';
import { withConfigurationOptions, type ConfigurationOptions } from '../options/configuration-options.ts';
import {
  experimentCommand,
  withDurationOption,
  withExperimentOptions,
  withRepeatOption,
  type ExperimentOptions,
} from '../options/experiment-options.ts';
import { withLoadOptions, type LoadOptions } from '../options/load-options.ts';
import { parsePrecision, type PrecisionOption } from '../options/precision-option.ts';
import { parseSpeed, wholeNumber } from '../options/quantity.ts';
import { withReplayOptions, type ReplayOptions } from '../options/replay-options.ts';

/** The options of `run` as given; undefined where the default depends on other options. */
export interface RunOptions extends ExperimentOptions, ConfigurationOptions, LoadOptions, ReplayOptions, KeepOptions {
  /** In milliseconds. */
  readonly duration?: number;
  readonly repeat: number;
  readonly precision?: PrecisionOption;
  readonly maxMinutes?: number;
}

const precisionHelp = 'more units until the 95 % interval of a latency is that narrow, such as p99=5% for ±5 %';
export const defaultMaxMinutes = 10;
const maxMinutesHelp = `longest time for --precision (default: ${defaultMaxMinutes})`;

const examples = `
Examples:
  stream-bench run
  stream-bench run --rate 50k --interval 10ms,1s --sync full
  stream-bench run ./my-pipeline.ts --executor micro-batch --json
  stream-bench run --load burst:rate=5k,peak=50k,on=200ms,every=5s
  stream-bench run ysb --replay events.csv.gz --event-time at --speed 60x`;

export function runCommand(): Command {
  const command = experimentCommand('run', 'measure one pipeline under both executors, on the same records');
  withLoadOptions(command);
  withReplayOptions(command);
  command.option('--speed <factor>', 'how much faster than recorded, such as 60x (default: 1x)', parseSpeed);
  withConfigurationOptions(command);
  withDurationOption(command);
  withRepeatOption(command);
  command.option('--precision <latency=share>', precisionHelp, parsePrecision);
  command.option('--max-minutes <n>', maxMinutesHelp, wholeNumber(1, 24 * 60));
  command.option('--keep <folder>', "keep each unit's sink there, in a folder of its own");
  return withExperimentOptions(command).addHelpText('after', examples);
}
