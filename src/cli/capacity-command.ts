import { Command } from 'commander';
import type { CapacityOptions } from './capacity-options.ts';
import { commandLine } from './command-line.ts';
import { withConfigurationOptions } from './configuration-options.ts';
import { withLoadShape } from './load-options.ts';
import { parseObjective } from './objective-option.ts';
import { withOutputOptions } from './output-options.ts';
import { parseDurationMs, wholeNumber } from './quantity.ts';
import { withRecordOptions } from './record-options.ts';
import { withReplayOptions } from './replay-options.ts';
import { withSinkOptions } from './sink-options.ts';
import type { Terminal } from './terminal.ts';

export function capacityCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const command = new Command('capacity')
    .description('find the highest rate that each configuration sustains')
    .argument('[workload]', 'name of a workload, or path of a pipeline file', 'fraud')
    .option('--objective <limit>', 'a latency to hold at that rate, such as p99=50ms; p50, p90, p99 or p99.9', parseObjective);
  withConfigurationOptions(command);
  withLoadShape(command);
  command
    .option('--duration <time>', 'length of the measured period of each unit (default: 500ms or more, with an objective 1.1s)', parseDurationMs)
    .option('--units <n>', 'units that count for each configuration; an interval takes 6 (default: 6, or 7 with an objective)', wholeNumber(1, 1000));
  withSinkOptions(command);
  withRecordOptions(command);
  withReplayOptions(command).option('--seed <n>', 'seed of records and arrivals', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1);
  return withOutputOptions(command)
    .option('--strict', 'exit with 3 where an answer is inconclusive')
    .addHelpText('after', '\nExamples:\n  stream-bench capacity\n  stream-bench capacity --objective p99=50ms --sync full\n  stream-bench capacity ysb --executor micro-batch --interval 10ms,1s')
    .action(async (workload: string, options: CapacityOptions) => {
      const { capacity } = await import('./capacity.ts');
      setExitCode(await capacity(workload, options, commandLine(command), terminal));
    });
}
