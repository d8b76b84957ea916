import type { Command } from 'commander';

/** What was typed, for the record in the result. */
export function commandLine(command: Command): string {
  return ['stream-bench', ...(command.parent as Command & { rawArgs: string[] }).rawArgs].join(' ');
}
