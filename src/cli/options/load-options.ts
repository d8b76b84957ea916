import type { Command } from 'commander';
import { parseLoad, type LoadOption } from './load-option.ts';
import { parseRate } from './quantity.ts';

/** When records arrive. */
export interface LoadOptions {
  /** Records per second; Infinity: all at once. */
  readonly rate?: number;
  readonly load?: LoadOption;
  readonly speed?: number;
}

/** The loads with one constant rate, for the experiments that set the rate themselves. */
export const steadyLoads = ['constant', 'poisson'] as const;
export type SteadyLoad = (typeof steadyLoads)[number];

export function withLoadOptions(command: Command): Command {
  const help = "offered load in records/s, such as 50k, or 'max' for all records at once (default: 10k)";
  command.option('--rate <rate>', help, parseRate);
  return withLoadShape(command);
}

export function withLoadShape(command: Command): Command {
  const help = "pattern of arrivals, see 'stream-bench list loads' (default: constant)";
  return command.option('--load <shape>', help, parseLoad);
}
