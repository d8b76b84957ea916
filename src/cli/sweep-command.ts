import { Command, InvalidArgumentError, Option } from 'commander';
import { commandLine } from './command-line.ts';
import { withConfigurationOptions } from './configuration-options.ts';
import { parseObjective } from './objective-option.ts';
import { withOutputOptions } from './output-options.ts';
import { listOf, parseDurationMs, parseRate, wholeNumber } from './quantity.ts';
import { withRecordOptions } from './record-options.ts';
import { withReplayOptions } from './replay-options.ts';
import { withSinkOptions } from './sink-options.ts';
import type { SweepOptions } from './sweep-options.ts';
import type { Terminal } from './terminal.ts';

const examples = `
Examples:
  stream-bench sweep
  stream-bench sweep --sync full --out full.json    # goes on if interrupted
  stream-bench sweep ysb --rates 20k,50k,100k --interval 0,10ms,50ms
  stream-bench sweep --objective p99=50ms --rate 30k`;

// Only the command line stands here: what a sweep needs is loaded when there is one, so that --help stays quick.
export function sweepCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = new Command('sweep')
    .description('find out at which load which way to run a pipeline becomes the better one, and why')
    .argument('[workload]', 'name of a workload, or path of a pipeline file', 'fraud')
    .option('--rates <list>', 'offered loads in records/s, such as 5k,20k (default: from ¼ to 4 times what continuous can do)', listOf(parseSteadyRate))
    .option('--objective <limit>', 'find the cheapest that holds it, such as p99=50ms', parseObjective)
    .option('--rate <rate>', 'the load at which it is to be held (default: each of the rates)', parseSteadyRate)
    .addOption(new Option('--load <shape>', 'how arrivals are spaced').choices(['constant', 'poisson']).default('constant'));
  withConfigurationOptions(command, 'invocation, and epoch:100ms of continuous');
  command
    .option('--duration <time>', 'length of the measured period of each unit (default: 1.1s or more)', parseDurationMs)
    .option('--repeat <n>', 'units of each configuration at each rate', wholeNumber(1, 1000), 3);
  withSinkOptions(command);
  withRecordOptions(command);
  withReplayOptions(command);
  command.option('--seed <n>', 'seed of records and arrivals', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1);
  return withOutputOptions(command)
    .addHelpText('after', examples)
    .action(async (workload: string, options: SweepOptions) => {
      const { sweep } = await import('./sweep.ts');
      setExitCode(await sweep(workload, options, commandLine(command), terminal));
    });
}

function parseSteadyRate(text: string): number {
  if (text === 'max') throw new InvalidArgumentError('A sweep goes by rates, such as 5k,20k.');
  return parseRate(text);
}
