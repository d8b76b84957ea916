import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/** What a user typed to start an experiment. */
export interface ExperimentInput<Options> {
  /** Name of a workload, or path of a pipeline file. */
  readonly workload: string;
  readonly options: Options;
  /** The whole line, for the record in the result. */
  readonly commandLine: string;
}

/** Measures, saves and reports; returns the exit code. */
export type ExperimentCall<Options> = (input: ExperimentInput<Options>, terminal: Terminal) => Promise<number>;

export function commandLine(command: Command): string {
  return ['stream-bench', ...(command.parent as Command & { rawArgs: string[] }).rawArgs].join(' ');
}
