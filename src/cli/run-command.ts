import { Command, InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../errors.ts';
import { parseLoad } from './load-option.ts';
import { listOf, parseAmount, parseDurationMs, parseRate, parseShare, parseSpeed, wholeNumber } from './quantity.ts';
import { collect } from './replay-options.ts';
import type { RunOptions } from './run-options.ts';
import type { Terminal } from './terminal.ts';

const executors = ['continuous', 'micro-batch'] as const;

// Only the command line stands here: what a run needs is loaded when there is one, so that --help stays quick.
export function runCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  return new Command('run')
    .description('measure one pipeline under both executors, on the same records')
    .argument('[workload]', 'name of a workload, or path of a pipeline file', 'fraud')
    .option('--rate <rate>', "offered load in records/s, such as 50k, or 'max' for all records at once (default: 10k)", parseRate)
    .option('--load <shape>', "how arrivals are spaced, see 'stream-bench list loads' (default: constant)", parseLoad)
    .addOption(new Option('--executor <list>', 'executors to compare').argParser(listOf(parseExecutor)).default([...executors], executors.join(',')))
    .option('--interval <list>', 'intervals of micro-batch (default: 0,10ms,100ms)', listOf(parseDurationMs))
    .option('--duration <time>', 'length of the measured period of each unit (default: 1.2s or more)', parseDurationMs)
    .option('--repeat <n>', 'units of each configuration; an interval takes 6', wholeNumber(1, 1000), 3)
    .addOption(new Option('--sink <kind>', 'where rows go').choices(['none', 'memory', 'file', 'sqlite']).default('sqlite'))
    .addOption(new Option('--sync <mode>', 'what a SQLite commit survives: a kill, or a loss of power').choices(['normal', 'full']).default('normal'))
    .addOption(new Option('--wait <policy>', 'how idle time passes: on the processor or off it').choices(['spin', 'park']).default('spin'))
    .option('--keys <n>', 'distinct keys of generated records', wholeNumber(1, 2 ** 32))
    .option('--skew <s>', 'Zipf exponent of how often keys come; 0: all alike', parseAmount)
    .option('--disorder <time>', 'how long before its arrival a record may have happened, in event time', parseDurationMs)
    .option('--late <share>', 'share of records, such as 1%, that happened longer ago than that', parseShare)
    .option('--replay <file>', "recorded records instead of the workload's own: Parquet, Arrow, CSV or NDJSON, plain or .gz")
    .option('--event-time <column>', "the file's column that says when a record happened (default: named as in the workload)")
    .addOption(new Option('--time-unit <unit>', 'how numbers in the file count time since 1970').choices(['s', 'ms', 'us']))
    .option('--speed <factor>', 'how much faster than recorded, such as 60x (default: 1x)', parseSpeed)
    .option('--bad-records <policy...>', "records that cannot be read: 'fail', 'skip' or 'dead-letter FILE' (default: fail)", collect)
    .option('--seed <n>', 'seed of records and arrivals', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--out <file>', 'where to save the result (default: results/run-<time>.json)')
    .option('--no-save', 'do not save the result')
    .option('--json', 'print the result document and nothing else')
    .option('--quiet', 'show no progress')
    .addHelpText('after', '\nExamples:\n  stream-bench run\n  stream-bench run --rate 50k --interval 10ms,1s --sync full\n  stream-bench run ./my-pipeline.ts --executor micro-batch --json\n  stream-bench run --load burst:rate=5k,peak=50k,on=200ms,every=5s\n  stream-bench run ysb --replay events.csv.gz --event-time at --speed 60x')
    .action(async (workload: string, options: RunOptions, command: Command) => {
      const { run } = await import('./run.ts');
      setExitCode(await run(workload, options, commandLine(command), terminal));
    });
}

function parseExecutor(name: string): (typeof executors)[number] {
  const known = executors.find((executor) => executor === name);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`There is no executor '${name}'. ${didYouMean(name, executors) ?? `Name ${executors.join(' or ')}.`}`);
}

/** What was typed, for the record in the result. */
function commandLine(command: Command): string {
  return ['stream-bench', ...(command.parent as Command & { rawArgs: string[] }).rawArgs].join(' ');
}
