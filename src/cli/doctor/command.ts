import { Command } from 'commander';
import type { DoctorOptions } from './options.ts';
import { wholeNumber } from '../options/quantity.ts';
import type { Terminal } from '../terminal.ts';

export function doctorCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
  return new Command('doctor')
    .description('what this machine is like for measuring, and whether the measuring is right on it')
    .option('--truth', 'measure situations whose figures theory knows, and show both side by side (about 17 s)')
    .option('--seed <n>', 'seed of the random arrivals of --truth', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--json', 'print all of it as JSON and nothing else')
    .addHelpText('after', '\nExamples:\n  stream-bench doctor\n  stream-bench doctor --truth')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor.ts');
      setExitCode(doctor(options, terminal));
    });
}
