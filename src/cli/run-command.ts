import { Command } from 'commander';
import { commandLine } from './command-line.ts';
import { withConfigurationOptions } from './configuration-options.ts';
import { withLoadOptions } from './load-options.ts';
import { withOutputOptions } from './output-options.ts';
import { parseDurationMs, parseSpeed, wholeNumber } from './quantity.ts';
import { withRecordOptions } from './record-options.ts';
import { withReplayOptions } from './replay-options.ts';
import type { RunOptions } from './run-options.ts';
import { withSinkOptions } from './sink-options.ts';
import type { Terminal } from './terminal.ts';

// Only the command line stands here: what a run needs is loaded when there is one, so that --help stays quick.
export function runCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = new Command('run')
    .description('measure one pipeline under both executors, on the same records')
    .argument('[workload]', 'name of a workload, or path of a pipeline file', 'fraud');
  withLoadOptions(command);
  withConfigurationOptions(command);
  command
    .option('--duration <time>', 'length of the measured period of each unit (default: 1.1s or more)', parseDurationMs)
    .option('--repeat <n>', 'units of each configuration; an interval takes 6', wholeNumber(1, 1000), 3);
  withSinkOptions(command);
  withRecordOptions(command);
  withReplayOptions(command);
  command
    .option('--speed <factor>', 'how much faster than recorded, such as 60x (default: 1x)', parseSpeed)
    .option('--seed <n>', 'seed of records and arrivals', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1);
  return withOutputOptions(command)
    .addHelpText('after', '\nExamples:\n  stream-bench run\n  stream-bench run --rate 50k --interval 10ms,1s --sync full\n  stream-bench run ./my-pipeline.ts --executor micro-batch --json\n  stream-bench run --load burst:rate=5k,peak=50k,on=200ms,every=5s\n  stream-bench run ysb --replay events.csv.gz --event-time at --speed 60x')
    .action(async (workload: string, options: RunOptions) => {
      const { run } = await import('./run.ts');
      setExitCode(await run(workload, options, commandLine(command), terminal));
    });
}
