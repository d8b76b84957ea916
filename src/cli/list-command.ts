import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

export function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .description('list the workloads and loads that come with the tool')
    .addHelpText('after', '\nExample:\n  stream-bench list')
    .action(async () => {
      const { list } = await import('./list.ts');
      terminal.stdout.write(list());
    });
}
