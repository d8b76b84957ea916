import { Option, type Command } from 'commander';
import { withConfigurationOptions, type ConfigurationOptions } from '../options/configuration-options.ts';
import {
  experimentCommand,
  withExperimentOptions,
  withRepeatOption,
  type ExperimentOptions,
} from '../options/experiment-options.ts';
import { parseDurationMs, parseFiniteRate } from '../options/quantity.ts';
import { withLoopOption, type ReplayOptions } from '../options/replay-options.ts';

/**
 * The options of `recover` as given: rates in records per second, times in milliseconds; undefined where the experiment
 * chooses.
 */
export interface RecoverOptions extends ExperimentOptions, ConfigurationOptions, Pick<ReplayOptions, 'loop'> {
  readonly rate: number;
  readonly peak?: number;
  readonly burst: number;
  readonly after?: number;
  readonly repeat: number;
}

const examples = `
Examples:
  stream-bench recover
  stream-bench recover fraud --rate 10k --peak 80k --burst 500ms --interval 10ms`;

const description = 'measure a burst above capacity: how late records get, and how long the backlog takes to drain';
const rateHelp = 'offered load in records/s before and after the burst';
const peakHelp = 'offered load in the burst (default: 1.5 times the capacity of the slowest configuration)';
const afterHelp = 'how long the load continues after the burst (default: twice the expected time of the drain)';

export function recoverCommand(): Command {
  const command = experimentCommand('recover', description);
  const rate = new Option('--rate <rate>', rateHelp).argParser(parseFiniteRate);
  const burst = new Option('--burst <time>', 'length of the burst').argParser(parseDurationMs);
  command
    .addOption(rate.default(10_000, '10k'))
    .option('--peak <rate>', peakHelp, parseFiniteRate)
    .addOption(burst.default(1000, '1s'))
    .option('--after <time>', afterHelp, parseDurationMs);
  withLoopOption(command);
  withConfigurationOptions(command);
  withRepeatOption(command);
  return withExperimentOptions(command).addHelpText('after', examples);
}
