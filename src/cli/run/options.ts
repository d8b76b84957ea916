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
import { parseSpeed } from '../options/quantity.ts';
import { withReplayOptions, type ReplayOptions } from '../options/replay-options.ts';

/** The options of `run` as given; undefined where the default depends on other options. */
export interface RunOptions extends ExperimentOptions, ConfigurationOptions, LoadOptions, ReplayOptions, KeepOptions {
  /** In milliseconds. */
  readonly duration?: number;
  readonly repeat: number;
}

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
  command.option('--keep <folder>', "keep each unit's sink there, in a folder of its own");
  return withExperimentOptions(command).addHelpText('after', examples);
}
