import type { Command } from 'commander';

/** What becomes of the result. */
export interface OutputOptions {
  readonly save: boolean;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function withOutputOptions(command: Command): Command {
  return command
    .option('--out <file>', `where to save the result (default: results/${command.name()}-<time>.json)`)
    .option('--no-save', 'do not save the result')
    .option('--json', 'print the result document and nothing else')
    .option('--quiet', 'show no progress');
}
