import { Command, Option } from 'commander';

export interface InitOptions {
  readonly ci?: 'github';
}

const examples = `
Examples:
  stream-bench init
  stream-bench init my-bench
  stream-bench init --ci github`;

export function initCommand(): Command {
  return new Command('init')
    .description('write a pipeline to begin with, and what it needs to run; replaces nothing')
    .argument('[folder]', 'where to write; made if it is missing', '.')
    .addOption(new Option('--ci <system>', 'write a workflow that gates pull requests, too').choices(['github']))
    .addHelpText('after', examples);
}
