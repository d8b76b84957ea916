import { Command, Option } from 'commander';

/** The format of `compare`; by default a report for the terminal. */
export interface CompareOptions {
  readonly json?: true;
  readonly markdown?: true;
}

const examples = `
Example:
  stream-bench run --repeat 6 --out old.json   # and new.json after the change
  stream-bench compare old.json new.json`;

export function compareCommand(): Command {
  return new Command('compare')
    .description('show two result files side by side, and where one of them is faster')
    .argument('<a>', 'a result file, such as of the old version')
    .argument('<b>', 'a result file, such as of the new one')
    .addOption(new Option('--json', 'print the comparison as JSON and nothing else').conflicts('markdown'))
    .option('--markdown', 'print the comparison as Markdown, for a pull request')
    .addHelpText('after', examples);
}
