import { Command } from 'commander';
import { commandLine } from './command-line.ts';
import type { Terminal } from '../terminal.ts';

/** Measures, saves, reports; returns the exit code. */
type Experiment<Options> = (workload: string, options: Options, command: string, terminal: Terminal) => Promise<number>;

/** A command that measures a workload, still without its options. */
export function experimentCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('[workload]', 'name of a workload, or path of a pipeline file', 'fraud');
}

/** `load`: what an experiment needs is loaded when there is one, so that --help stays quick. */
export function performing<Options>(
  command: Command,
  load: () => Promise<Experiment<Options>>,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): Command {
  return command.action(async (workload: string, options: Options) => {
    const experiment = await load();
    setExitCode(await experiment(workload, options, commandLine(command), terminal));
  });
}
