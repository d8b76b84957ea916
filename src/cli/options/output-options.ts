import type { Command } from 'commander';

/** Where the result goes, and whether an inconclusive answer fails the command. */
export interface OutputOptions {
  readonly save: boolean;
  readonly out?: string;
  readonly force?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly strict?: true;
}

export function withOutputOptions(command: Command): Command {
  return command
    .option('--out <file>', `where to save the result (default: results/${command.name()}-<time>.json)`)
    .option('--force', 'let --out replace a file that is not a result of stream-bench')
    .option('--no-save', 'do not save the result')
    .option('--json', 'print the result document and nothing else')
    .option('--quiet', 'show no progress')
    .option('--strict', 'exit with code 3 if an answer is inconclusive');
}
