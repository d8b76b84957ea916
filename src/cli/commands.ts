import type { Command } from 'commander';
import type { ExperimentKind } from '../results/findings/findings.ts';
import { capacityCommand } from './capacity/options.ts';
import { compareCommand, type CompareOptions } from './compare/options.ts';
import { doctorCommand, type DoctorOptions } from './doctor/options.ts';
import { commandLine, type ExperimentCall } from './experiment/experiment-input.ts';
import { explainCommand, type ExplainOptions } from './explain/options.ts';
import type { Listing } from './list/listings.ts';
import { listCommand } from './list/options.ts';
import { recoverCommand } from './recover/options.ts';
import { reportCommand, type ReportOptions } from './report/options.ts';
import { runCommand } from './run/options.ts';
import { sweepCommand } from './sweep/options.ts';
import type { Terminal } from './terminal.ts';

/**
 * Every command with its call, in the order of --help. A call is loaded only when its command is given, which keeps
 * --help quick.
 */
export function commandsFor(terminal: Terminal, setExitCode: (code: number) => void): Command[] {
  const experiment = <Options>(command: Command, load: () => Promise<ExperimentCall<Options>>): Command =>
    command.action(async (workload: string, options: Options) => {
      const call = await load();
      setExitCode(await call({ workload, options, commandLine: commandLine(command) }, terminal));
    });
  const print = (text: string): unknown => terminal.stdout.write(text);
  const experiments: Readonly<Record<ExperimentKind, Command>> = {
    run: experiment(runCommand(), async () => (await import('./run/run.ts')).run),
    capacity: experiment(capacityCommand(), async () => (await import('./capacity/capacity.ts')).capacity),
    sweep: experiment(sweepCommand(), async () => (await import('./sweep/sweep.ts')).sweep),
    recover: experiment(recoverCommand(), async () => (await import('./recover/recover.ts')).recover),
  };
  return [
    ...Object.values(experiments),
    reportCommand().action(async (files: string[], options: ReportOptions) => {
      const { report } = await import('./report/report.ts');
      report(files, options, terminal);
    }),
    compareCommand().action(async (a: string, b: string, options: CompareOptions) => {
      const { compareFiles } = await import('./compare/compare.ts');
      print(compareFiles(a, b, options));
    }),
    explainCommand().action(async (workload: string, options: ExplainOptions) => {
      const { explain } = await import('./explain/explain.ts');
      print(await explain(workload, options));
    }),
    listCommand().action(async (only: Listing | undefined) => {
      const { list } = await import('./list/list.ts');
      print(await list(only));
    }),
    doctorCommand().action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor/doctor.ts');
      setExitCode(doctor(options, terminal));
    }),
  ];
}
