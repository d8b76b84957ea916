import type { Command } from 'commander';
import { withConfigurationOptions } from '../options/configuration-options.ts';
import { experimentCommand, performing } from '../experiment/experiment-command.ts';
import { withDurationOption, withExperimentOptions, withRepeatOption } from '../options/experiment-options.ts';
import { withLoadOptions } from '../options/load-options.ts';
import { parseSpeed } from '../options/quantity.ts';
import { withReplayOptions } from '../options/replay-options.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  stream-bench run
  stream-bench run --rate 50k --interval 10ms,1s --sync full
  stream-bench run ./my-pipeline.ts --executor micro-batch --json
  stream-bench run --load burst:rate=5k,peak=50k,on=200ms,every=5s
  stream-bench run ysb --replay events.csv.gz --event-time at --speed 60x`;

export function runCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = experimentCommand('run', 'measure one pipeline under both executors, on the same records');
  withLoadOptions(command);
  withReplayOptions(command).option(
    '--speed <factor>',
    'how much faster than recorded, such as 60x (default: 1x)',
    parseSpeed,
  );
  withConfigurationOptions(command);
  withDurationOption(command);
  withRepeatOption(command);
  withExperimentOptions(command).addHelpText('after', examples);
  return performing(command, async () => (await import('./run.ts')).run, terminal, setExitCode);
}
