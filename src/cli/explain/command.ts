import { Command, Option } from 'commander';
import type { ExplainOptions } from './options.ts';
import type { Terminal } from '../terminal.ts';

export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .description('show the plan of a pipeline, which engines can run it, and its SQL')
    .argument('<workload>', 'name of a workload, or path of a pipeline file')
    .addOption(
      new Option('--sql <engine>', 'print the SQL for this engine, and nothing else').choices([
        'duckdb',
        'spark',
        'flink',
      ]),
    )
    .addHelpText('after', '\nExamples:\n  stream-bench explain fraud\n  stream-bench explain fraud --sql flink')
    .action(async (workload: string, options: ExplainOptions) => {
      const { explain } = await import('./explain.ts');
      terminal.stdout.write(await explain(workload, options));
    });
}
