import { InvalidArgumentError, Option, type Command } from 'commander';
import { withConfigurationOptions } from '../options/configuration-options.ts';
import { experimentCommand, performing } from '../experiment/experiment-command.ts';
import { withDurationOption, withExperimentOptions, withRepeatOption } from '../options/experiment-options.ts';
import { parseObjective } from '../options/objective-option.ts';
import { listOf, parseRate } from '../options/quantity.ts';
import { withReplayOptions } from '../options/replay-options.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  stream-bench sweep
  stream-bench sweep --sync full --out full.json    # goes on if interrupted
  stream-bench sweep ysb --rates 20k,50k,100k --interval 0,10ms,50ms
  stream-bench sweep --objective p99=50ms --rate 30k`;

export function sweepCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = experimentCommand(
    'sweep',
    'find out at which load which way to run a pipeline becomes the better one, and why',
  );
  command
    .option(
      '--rates <list>',
      'offered loads in records/s, such as 5k,20k (default: from ¼ to 4 times what continuous can do)',
      listOf(parseSteadyRate),
    )
    .option('--objective <limit>', 'find the cheapest that holds it, such as p99=50ms', parseObjective)
    .option('--rate <rate>', 'the load at which it is to be held (default: each of the rates)', parseSteadyRate)
    .addOption(
      new Option('--load <shape>', 'how arrivals are spaced').choices(['constant', 'poisson']).default('constant'),
    );
  withReplayOptions(command);
  withConfigurationOptions(command, 'invocation, and epoch:100ms of continuous');
  withDurationOption(command);
  withRepeatOption(command, 'units of each configuration at each rate');
  withExperimentOptions(command).addHelpText('after', examples);
  return performing(command, async () => (await import('./sweep.ts')).sweep, terminal, setExitCode);
}

function parseSteadyRate(text: string): number {
  if (text === 'max') throw new InvalidArgumentError('A sweep goes by rates, such as 5k,20k.');
  return parseRate(text);
}
