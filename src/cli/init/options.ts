import { Command } from 'commander';

const examples = `
Examples:
  stream-bench init
  stream-bench init my-bench`;

export function initCommand(): Command {
  return new Command('init')
    .description('write a pipeline to begin with, and what it needs to run; replaces nothing')
    .argument('[folder]', 'where to write; made if it is missing', '.')
    .addHelpText('after', examples);
}
