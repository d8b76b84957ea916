import { Command, InvalidArgumentError, Option } from 'commander';
import { rowFormatKinds, type RowFormatKind } from '../../row-formats/kinds.ts';
import { withDurationOption, withSeedOption } from '../options/experiment-options.ts';
import { withLoadOptions, type LoadOptions } from '../options/load-options.ts';
import { wholeNumber } from '../options/quantity.ts';
import { withRecordOptions, type RecordOptions } from '../options/record-options.ts';
import { withReplayOptions, type ReplayOptions } from '../options/replay-options.ts';

/** The options of `show` as given; undefined where the default depends on other options. */
export interface ShowOptions extends LoadOptions, RecordOptions, ReplayOptions {
  readonly limit?: number;
  readonly rows?: 'all';
  readonly format?: RowFormatKind;
  readonly out?: string;
  readonly force?: true;
  /** In milliseconds. */
  readonly duration?: number;
  readonly seed: number;
}

/** Rows of the table, unless a --limit is given. */
export const defaultLimit = 20;

const examples = `
Examples:
  stream-bench show ./my-pipeline.ts
  stream-bench show fraud --rows all --format csv --out answer.csv`;

export function showCommand(): Command {
  const command = new Command('show')
    .description('show the rows of a pipeline: its answer to the records that run would measure it with')
    .argument('<workload>', 'name of a workload, or path of a pipeline file')
    .option('--limit <n>', `most rows to show (default: ${defaultLimit} in the table)`, wholeNumber(1, 2 ** 32))
    .addOption(new Option('--rows <all>', 'show all rows').argParser(all).conflicts('limit'))
    .addOption(new Option('--format <format>', 'instead of the table').choices(rowFormatKinds))
    .option('--out <file>', 'write the rows there; the format is that of --format, or of the ending');
  command.option('--force', 'let --out replace a file that is there');
  withLoadOptions(command);
  withReplayOptions(command);
  withDurationOption(command, 'as of run');
  withRecordOptions(command);
  return withSeedOption(command).addHelpText('after', examples);
}

function all(text: string): 'all' {
  if (text === 'all') return 'all';
  throw new InvalidArgumentError('Write --rows all, or --limit 20 for some of them.');
}
