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

export function withLoadOptions(command: Command): Command {
  command.option(
    '--rate <rate>',
    "offered load in records/s, such as 50k, or 'max' for all records at once (default: 10k)",
    parseRate,
  );
  return withLoadShape(command);
}

export function withLoadShape(command: Command): Command {
  return command.option(
    '--load <shape>',
    "how arrivals are spaced, see 'stream-bench list loads' (default: constant)",
    parseLoad,
  );
}
