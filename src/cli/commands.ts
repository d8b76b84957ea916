import type { Command } from 'commander';
import type { ExperimentKind } from '../results/findings/findings.ts';
import type { CompareOptions } from './compare/options.ts';
import type { DoctorOptions } from './doctor/options.ts';
import type { ExperimentCall } from './experiment/experiment-input.ts';
import type { ExplainOptions } from './explain/options.ts';
import type { InitOptions } from './init/options.ts';
import type { Listing } from './list/listing-names.ts';
import type { ReportOptions } from './report/options.ts';
import type { ShowOptions } from './show/options.ts';
import type { Terminal } from './terminal.ts';

type CommandLoader = () => Promise<Command>;

/**
 * Every command by its name, in the order of --help. Its options are loaded when it is asked for, and its call when it
 * is made: that keeps the start quick.
 */
export function commandsFor(
  terminal: Terminal,
  setExitCode: (code: number) => void,
): Readonly<Record<string, CommandLoader>> {
  return { ...experimentsFor(terminal, setExitCode), ...othersFor(terminal, setExitCode) };
}

function experimentsFor(
  terminal: Terminal,
  setExitCode: (code: number) => void,
): Readonly<Record<ExperimentKind, CommandLoader>> {
  function experiment<Options>(command: Command, load: () => Promise<ExperimentCall<Options>>): Command {
    return command.action(async (workload: string, options: Options) => {
      const [call, { commandLine }] = await Promise.all([load(), import('./experiment/experiment-input.ts')]);
      setExitCode(await call({ workload, options, commandLine: commandLine(command) }, terminal));
    });
  }

  return {
    async run() {
      const { runCommand } = await import('./run/options.ts');
      return experiment(runCommand(), async () => (await import('./run/run.ts')).run);
    },
    async capacity() {
      const { capacityCommand } = await import('./capacity/options.ts');
      return experiment(capacityCommand(), async () => (await import('./capacity/capacity.ts')).capacity);
    },
    async sweep() {
      const { sweepCommand } = await import('./sweep/options.ts');
      return experiment(sweepCommand(), async () => (await import('./sweep/sweep.ts')).sweep);
    },
    async recover() {
      const { recoverCommand } = await import('./recover/options.ts');
      return experiment(recoverCommand(), async () => (await import('./recover/recover.ts')).recover);
    },
    async gate() {
      const { gateCommand } = await import('./gate/options.ts');
      return experiment(gateCommand(), async () => (await import('./gate/gate.ts')).gate);
    },
  };
}

function othersFor(terminal: Terminal, setExitCode: (code: number) => void): Readonly<Record<string, CommandLoader>> {
  const print = (text: string): unknown => terminal.stdout.write(text);
  return {
    async init() {
      const { initCommand } = await import('./init/options.ts');
      return initCommand().action(async (folder: string, options: InitOptions) => {
        const { init } = await import('./init/init.ts');
        print(init(folder, options));
      });
    },
    async report() {
      const { reportCommand } = await import('./report/options.ts');
      return reportCommand().action(async (files: string[], options: ReportOptions) => {
        const { report } = await import('./report/report.ts');
        report(files, options, terminal);
      });
    },
    async compare() {
      const { compareCommand } = await import('./compare/options.ts');
      return compareCommand().action(async (a: string, b: string, options: CompareOptions) => {
        const { compareFiles } = await import('./compare/compare.ts');
        print(compareFiles(a, b, options));
      });
    },
    async explain() {
      const { explainCommand } = await import('./explain/options.ts');
      return explainCommand().action(async (workload: string, options: ExplainOptions) => {
        const { explain } = await import('./explain/explain.ts');
        print(await explain(workload, options, (text) => terminal.stderr.write(text)));
      });
    },
    async show() {
      const { showCommand } = await import('./show/options.ts');
      return showCommand().action(async (workload: string, options: ShowOptions) => {
        const { show } = await import('./show/show.ts');
        await show(workload, options, terminal);
      });
    },
    async list() {
      const { listCommand } = await import('./list/options.ts');
      return listCommand().action(async (only: Listing | undefined) => {
        const { list } = await import('./list/list.ts');
        print(await list(only));
      });
    },
    engine: async () => engineFor(terminal),
    async doctor() {
      const { doctorCommand } = await import('./doctor/options.ts');
      return doctorCommand().action(async (options: DoctorOptions) => {
        const { doctor } = await import('./doctor/doctor.ts');
        setExitCode(await doctor(options, terminal));
      });
    },
  };
}

async function engineFor(terminal: Terminal): Promise<Command> {
  const { engineCommand } = await import('./engine/options.ts');
  return engineCommand({
    async install(names) {
      const { installEngines } = await import('./engine/install.ts');
      await installEngines(names, terminal);
    },
    async list() {
      const { listEngines } = await import('./engine/list.ts');
      await listEngines(terminal);
    },
    async remove(names) {
      const { removeEngines } = await import('./engine/remove.ts');
      removeEngines(names, terminal);
    },
  });
}
