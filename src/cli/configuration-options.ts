import { InvalidArgumentError, Option, type Command } from 'commander';
import { didYouMean, StreamBenchError } from '../errors.ts';
import type { Configuration } from '../experiments/settings.ts';
import { listOf, parseDurationMs } from './quantity.ts';

/** Which ways to run the pipeline are compared. */
export interface ConfigurationOptions {
  readonly executor: readonly ('continuous' | 'micro-batch')[];
  /** In milliseconds. */
  readonly interval?: readonly number[];
}

const executors = ['continuous', 'micro-batch'] as const;
const defaultIntervalsMs: readonly number[] = [0, 10, 100];

export function withConfigurationOptions(command: Command): Command {
  return command
    .addOption(new Option('--executor <list>', 'executors to compare').argParser(listOf(parseExecutor)).default([...executors], executors.join(',')))
    .option('--interval <list>', 'intervals of micro-batch (default: 0,10ms,100ms)', listOf(parseDurationMs));
}

/** Throws where the options contradict each other. */
export function configurationsOf({ executor, interval }: ConfigurationOptions): Configuration[] {
  if (interval !== undefined && !executor.includes('micro-batch')) {
    throw new StreamBenchError({ kind: 'input', what: '--interval is only for micro-batch, which --executor leaves out' });
  }
  return executor.flatMap((name): Configuration[] =>
    name === 'continuous'
      ? [{ executor: name, intervalMs: null, commit: 'invocation' }]
      : (interval ?? defaultIntervalsMs).map((intervalMs) => ({ executor: name, intervalMs, commit: 'invocation' })),
  );
}

function parseExecutor(name: string): (typeof executors)[number] {
  const known = executors.find((executor) => executor === name);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`There is no executor '${name}'. ${didYouMean(name, executors) ?? `Name ${executors.join(' or ')}.`}`);
}
