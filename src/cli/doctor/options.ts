import { Command } from 'commander';
import { wholeNumber } from '../options/quantity.ts';

export interface DoctorOptions {
  readonly truth?: true;
  readonly seed: number;
  readonly json?: true;
}

const truthHelp = 'compare measured figures with those of queueing theory (about 17 s)';

const examples = `
Examples:
  stream-bench doctor
  stream-bench doctor --truth`;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check how suitable this machine is for measuring, and whether measured figures are right on it')
    .option('--truth', truthHelp)
    .option('--seed <n>', 'random seed of the arrivals in --truth', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--json', 'print everything as JSON and nothing else')
    .addHelpText('after', examples);
}
