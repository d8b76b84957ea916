import { Option, type Command } from 'commander';
import { withConfigurationOptions } from '../options/configuration-options.ts';
import { experimentCommand, performing } from '../experiment/experiment-command.ts';
import { withExperimentOptions, withRepeatOption } from '../options/experiment-options.ts';
import { parseDurationMs, parseFiniteRate } from '../options/quantity.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  stream-bench recover
  stream-bench recover fraud --rate 10k --peak 80k --burst 500ms --interval 10ms`;

export function recoverCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = experimentCommand(
    'recover',
    'let a burst above capacity come: how late records get, and how long until it is over',
  );
  command
    .addOption(
      new Option('--rate <rate>', 'offered load in records/s before and after the burst')
        .argParser(parseFiniteRate)
        .default(10_000, '10k'),
    )
    .option(
      '--peak <rate>',
      'offered load in the burst (default: half above what the slowest configuration can do)',
      parseFiniteRate,
    )
    .addOption(new Option('--burst <time>', 'length of the burst').argParser(parseDurationMs).default(1000, '1s'))
    .option(
      '--after <time>',
      'how long the load goes on after it (default: twice as long as a drain should take)',
      parseDurationMs,
    );
  withConfigurationOptions(command);
  withRepeatOption(command);
  withExperimentOptions(command).addHelpText('after', examples);
  return performing(command, async () => (await import('./recover.ts')).recover, terminal, setExitCode);
}
