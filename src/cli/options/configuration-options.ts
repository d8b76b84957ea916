import { InvalidArgumentError, Option, type Command } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { executors, type ExecutorKind } from '../../executors/index.ts';
import type { Configuration } from '../../results/configuration.ts';
import { parseCommit } from './commit-option.ts';
import { listOf, parseDurationMs } from './quantity.ts';

/** The configurations to compare. */
export interface ConfigurationOptions {
  readonly executor: readonly ExecutorKind[];
  /** In milliseconds. */
  readonly interval?: readonly number[];
  readonly commit: readonly CommitPolicy[];
}

const executorKinds = Object.keys(executors) as ExecutorKind[];
const commitHelp =
  "when effects are committed: with each 'invocation', every 'epoch:100ms', or 'none'; " +
  'each executor is measured with each policy';
const defaultIntervalsMs: readonly number[] = [0, 10, 100];
const defaultIntervalsText = '0,10ms,100ms';
/** Only one policy, so that a run with the default options takes less than 30 s. */
const defaultCommits: readonly CommitPolicy[] = ['invocation'];

/**
 * @param commitDefaultText for a command that chooses the commit policies itself if none are given: its choice, as the
 *   help states it. Then `commit` has no default value.
 */
export function withConfigurationOptions(command: Command, commitDefaultText?: string): Command {
  const executor = new Option('--executor <list>', 'executors to compare').argParser(listOf(parseExecutor));
  const intervalHelp = `intervals of micro-batch (default: ${defaultIntervalsText})`;
  return command
    .addOption(executor.default([...executorKinds], executorKinds.join(',')))
    .option('--interval <list>', intervalHelp, listOf(parseDurationMs))
    .addOption(commitOption(commitDefaultText));
}

function commitOption(defaultText: string | undefined): Option {
  const help = defaultText === undefined ? commitHelp : `${commitHelp} (default: ${defaultText})`;
  const option = new Option('--commit <list>', help).argParser(listOf(parseCommit));
  return defaultText === undefined ? option.default(defaultCommits, defaultCommits.join(',')) : option;
}

/** Throws if the options contradict each other. */
export function configurationsOf({ executor, interval, commit }: ConfigurationOptions): Configuration[] {
  if (interval !== undefined && !executor.includes('micro-batch')) {
    throw new StreamBenchError({
      kind: 'input',
      what: '--interval is only for micro-batch, which --executor leaves out',
    });
  }
  return executor.flatMap((name) => {
    const intervals = executors[name].takesInterval ? (interval ?? defaultIntervalsMs) : [null];
    return intervals.flatMap((intervalMs) => commit.map((policy) => localConfiguration(name, intervalMs, policy)));
  });
}

function localConfiguration(executor: ExecutorKind, intervalMs: number | null, commit: CommitPolicy): Configuration {
  return { engine: 'local', mode: executor, executor, intervalMs, commit };
}

function parseExecutor(name: string): ExecutorKind {
  const known = executorKinds.find((executor) => executor === name);
  if (known !== undefined) return known;
  const suggestion = didYouMean(name, executorKinds) ?? `Choose ${executorKinds.join(' or ')}.`;
  throw new InvalidArgumentError(`There is no executor '${name}'. ${suggestion}`);
}
