import { Command, Option } from 'commander';
import type { CompareOptions } from './options.ts';
import type { Terminal } from '../terminal.ts';

export function compareCommand(terminal: Terminal): Command {
  return new Command('compare')
    .description('show two result files side by side: figures, intervals, and what can be told from them')
    .argument('<a>', 'a result file, such as of the old version')
    .argument('<b>', 'a result file, such as of the new one')
    .addOption(new Option('--json', 'print the comparison as JSON and nothing else').conflicts('markdown'))
    .option('--markdown', 'print it for a pull request')
    .addHelpText(
      'after',
      '\nExample:\n  stream-bench run --repeat 6 --out old.json   # and new.json after the change\n  stream-bench compare old.json new.json',
    )
    .action(async (a: string, b: string, options: CompareOptions) => {
      const { compareFiles } = await import('./compare.ts');
      terminal.stdout.write(compareFiles(a, b, options));
    });
}
