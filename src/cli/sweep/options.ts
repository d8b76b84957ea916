import { Option, type Command } from 'commander';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import type { Objective } from '../../experiments/objective.ts';
import { withConfigurationOptions, type ConfigurationOptions } from '../options/configuration-options.ts';
import {
  experimentCommand,
  withDurationOption,
  withExperimentOptions,
  withRepeatOption,
  type ExperimentOptions,
} from '../options/experiment-options.ts';
import { steadyLoads, type SteadyLoad } from '../options/load-options.ts';
import { parseObjective } from '../options/objective-option.ts';
import { listOf, parseFiniteRate } from '../options/quantity.ts';
import { withReplayOptions, type ReplayOptions } from '../options/replay-options.ts';

/** The options of `sweep` as given; undefined where the default depends on other options. */
export interface SweepOptions extends ExperimentOptions, Omit<ConfigurationOptions, 'commit'>, ReplayOptions {
  /** Records per second. */
  readonly rates?: readonly number[];
  readonly objective?: Objective;
  /** The load at which the objective is to hold, in records per second. */
  readonly rate?: number;
  readonly commit?: readonly CommitPolicy[];
  readonly load: SteadyLoad;
  /** In milliseconds. */
  readonly duration?: number;
  readonly repeat: number;
}

const examples = `
Examples:
  stream-bench sweep
  stream-bench sweep --sync full --out full.json    # resumes if interrupted
  stream-bench sweep ysb --rates 20k,50k,100k --interval 0,10ms,50ms
  stream-bench sweep --objective p99=50ms --rate 30k`;

const description = 'find the load at which another way to run a pipeline becomes the better one, and why';
const ratesHelp = 'offered loads in records/s, such as 5k,20k (default: from ¼ to 4 times the capacity of continuous)';
const objectiveHelp = 'a latency to hold, such as p99=50ms; finds the cheapest configuration that holds it';
const rateHelp = 'offered load at which the objective is to hold (default: each of the rates)';

export function sweepCommand(): Command {
  const command = experimentCommand('sweep', description);
  const load = new Option('--load <shape>', 'pattern of arrivals').choices(steadyLoads).default('constant');
  command
    .option('--rates <list>', ratesHelp, listOf(parseFiniteRate))
    .option('--objective <limit>', objectiveHelp, parseObjective)
    .option('--rate <rate>', rateHelp, parseFiniteRate)
    .addOption(load);
  withReplayOptions(command);
  withConfigurationOptions(command, 'invocation; for continuous also epoch:100ms');
  withDurationOption(command);
  withRepeatOption(command, 'units of each configuration at each rate');
  return withExperimentOptions(command).addHelpText('after', examples);
}
