import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Objective } from '../../experiments/objective.ts';
import { withConfigurationOptions, type ConfigurationOptions } from '../options/configuration-options.ts';
import {
  experimentCommand,
  withDurationOption,
  withExperimentOptions,
  type ExperimentOptions,
} from '../options/experiment-options.ts';
import { withLoadShape, type LoadOptions } from '../options/load-options.ts';
import { parseObjective, percentileList } from '../options/objective-option.ts';
import { parseFiniteRate, wholeNumber } from '../options/quantity.ts';
import { withReplayOptions, type ReplayOptions } from '../options/replay-options.ts';

/** The options of `capacity` as given; undefined where the default depends on other options. */
export interface CapacityOptions
  extends ExperimentOptions, ConfigurationOptions, Pick<LoadOptions, 'load'>, ReplayOptions {
  readonly objective?: Objective;
  /** In milliseconds. */
  readonly duration?: number;
  readonly units?: number;
  /** In records per second. */
  readonly target?: number;
}

const examples = `
Examples:
  stream-bench capacity
  stream-bench capacity --objective p99=50ms --sync full
  stream-bench capacity ysb --executor micro-batch --interval 10ms,1s`;

const objectiveHelp = `a latency to hold at that rate, such as p99=50ms; one of ${percentileList}`;
const targetHelp = 'a rate such as 100k, to tell the --parallelism that it needs';
const unitsHelp =
  'units of each configuration, without excluded ones; a confidence interval needs 6 ' +
  '(default: 6, or 7 with an objective)';

export function capacityCommand(): Command {
  const command = experimentCommand('capacity', 'find the highest rate at which each configuration keeps up');
  command.option('--objective <limit>', objectiveHelp, parseObjective);
  withLoadShape(command);
  withReplayOptions(command);
  withConfigurationOptions(command);
  withDurationOption(command, '400ms or more, with an objective 1.1s');
  command.option('--target <rate>', targetHelp, parseFiniteRate);
  command.option('--units <n>', unitsHelp, wholeNumber(1, 1000));
  command.addOption(new Option('--repeat <n>').argParser(refuseRepeat).hideHelp());
  return withExperimentOptions(command).addHelpText('after', examples);
}

/** It is an option of the other experiments. */
function refuseRepeat(): never {
  throw new InvalidArgumentError('A search measures at a rate of its own choice each time: give --units.');
}
