import { Command, Option } from 'commander';
import { commandLine } from './command-line.ts';
import { withConfigurationOptions } from './configuration-options.ts';
import { withOutputOptions } from './output-options.ts';
import { parseDurationMs, parseFiniteRate, wholeNumber } from './quantity.ts';
import { withRecordOptions } from './record-options.ts';
import type { RecoverOptions } from './recover-options.ts';
import { withSinkOptions } from './sink-options.ts';
import type { Terminal } from './terminal.ts';

export function recoverCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = new Command('recover')
    .description('let a burst above capacity come: how late records get, and how long until it is over')
    .argument('[workload]', 'name of a workload, or path of a pipeline file', 'fraud')
    .addOption(new Option('--rate <rate>', 'offered load in records/s before and after the burst').argParser(parseFiniteRate).default(10_000, '10k'))
    .option('--peak <rate>', 'offered load in the burst (default: half above what the slowest configuration can do)', parseFiniteRate)
    .addOption(new Option('--burst <time>', 'length of the burst').argParser(parseDurationMs).default(1000, '1s'))
    .option('--after <time>', 'how long the load goes on after it (default: twice as long as a drain should take)', parseDurationMs)
    .option('--repeat <n>', 'units of each configuration; an interval takes 6', wholeNumber(1, 1000), 3);
  withConfigurationOptions(command);
  withSinkOptions(command);
  withRecordOptions(command);
  command.option('--seed <n>', 'seed of records and arrivals', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1);
  return withOutputOptions(command)
    .addHelpText('after', '\nExamples:\n  stream-bench recover\n  stream-bench recover fraud --rate 10k --peak 80k --burst 500ms --interval 10ms')
    .action(async (workload: string, options: RecoverOptions) => {
      const { recover } = await import('./recover.ts');
      setExitCode(await recover(workload, options, commandLine(command), terminal));
    });
}
