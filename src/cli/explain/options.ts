import { Command, Option } from 'commander';
import { dialectNames, type DialectName } from '../../sql/dialect.ts';

export interface ExplainOptions {
  readonly sql?: DialectName;
}

const examples = `
Examples:
  stream-bench explain fraud
  stream-bench explain fraud --sql flink`;

export function explainCommand(): Command {
  const sql = new Option('--sql <engine>', 'print the SQL for this engine and nothing else').choices(dialectNames);
  return new Command('explain')
    .description('show the plan of a pipeline, which engines can run it, and its SQL')
    .argument('<workload>', 'name of a workload, or path of a pipeline file')
    .addOption(sql)
    .addHelpText('after', examples);
}
