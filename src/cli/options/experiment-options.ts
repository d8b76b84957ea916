import { Command, Option } from 'commander';
import { payloads, type Payload } from '../../engines/unit-spec.ts';
import { withOutputOptions, type OutputOptions } from './output-options.ts';
import { parseDurationMs, parseTimeoutMs, wholeNumber } from './quantity.ts';
import { withRecordOptions, type RecordOptions } from './record-options.ts';
import { withSinkOptions, type SinkOptions } from './sink-options.ts';

/** The options that all experiments have. */
export interface ExperimentOptions extends SinkOptions, RecordOptions, OutputOptions {
  readonly payload: Payload;
  readonly seed: number;
  /** In milliseconds. */
  readonly unitTimeout?: number;
}

const unitTimeoutHelp =
  'longest time to load the pipeline file, and for each part of a unit (default: what can be needed, at least 60s)';

const payloadHelp = 'how records reach the local engine: in columns, or as ndjson, decoded in the measured time';

/** A command that measures a workload, still without options. */
export function experimentCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('[workload]', 'name of a workload, or path of a pipeline file', 'fraud');
}

export function withExperimentOptions(command: Command): Command {
  withSinkOptions(command);
  withRecordOptions(command);
  command.addOption(new Option('--payload <form>', payloadHelp).choices(payloads).default('columns' satisfies Payload));
  withSeedOption(command);
  command.option('--unit-timeout <time>', unitTimeoutHelp, parseTimeoutMs);
  return withOutputOptions(command);
}

export function withSeedOption(command: Command): Command {
  return command.option(
    '--seed <n>',
    'random seed of records and arrivals',
    wholeNumber(0, Number.MAX_SAFE_INTEGER),
    1,
  );
}

/** `defaultText`: the default as the help states it; its value depends on other options. */
export function withDurationOption(command: Command, defaultText = '1.1s or more'): Command {
  const help = `length of the measured period of each unit (default: ${defaultText})`;
  return command.option('--duration <time>', help, parseDurationMs);
}

export function withRepeatOption(
  command: Command,
  help = 'units of each configuration; a confidence interval needs 6',
): Command {
  return command.option('--repeat <n>', help, wholeNumber(1, 1000), 3);
}
