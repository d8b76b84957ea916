import type { Command } from 'commander';
import { withConfigurationOptions } from '../options/configuration-options.ts';
import { experimentCommand, performing } from '../experiment/experiment-command.ts';
import { withDurationOption, withExperimentOptions } from '../options/experiment-options.ts';
import { withLoadShape } from '../options/load-options.ts';
import { parseObjective } from '../options/objective-option.ts';
import { wholeNumber } from '../options/quantity.ts';
import { withReplayOptions } from '../options/replay-options.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  stream-bench capacity
  stream-bench capacity --objective p99=50ms --sync full
  stream-bench capacity ysb --executor micro-batch --interval 10ms,1s`;

export function capacityCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = experimentCommand('capacity', 'find the highest rate that each configuration sustains');
  command.option(
    '--objective <limit>',
    'a latency to hold at that rate, such as p99=50ms; p50, p90, p99 or p99.9',
    parseObjective,
  );
  withLoadShape(command);
  withReplayOptions(command);
  withConfigurationOptions(command);
  withDurationOption(command, '400ms or more, with an objective 1.1s');
  command.option(
    '--units <n>',
    'units that count for each configuration; an interval takes 6 (default: 6, or 7 with an objective)',
    wholeNumber(1, 1000),
  );
  withExperimentOptions(command).addHelpText('after', examples);
  return performing(command, async () => (await import('./capacity.ts')).capacity, terminal, setExitCode);
}
