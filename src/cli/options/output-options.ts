import type { Command } from 'commander';

/** What becomes of the result, and of what it leaves open. */
export interface OutputOptions {
  readonly save: boolean;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly strict?: true;
}

export function withOutputOptions(command: Command): Command {
  return command
    .option('--out <file>', `where to save the result (default: results/${command.name()}-<time>.json)`)
    .option('--no-save', 'do not save the result')
    .option('--json', 'print the result document and nothing else')
    .option('--quiet', 'show no progress')
    .option('--strict', 'exit with 3 where an answer is inconclusive');
}
