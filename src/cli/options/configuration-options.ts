import { InvalidArgumentError, Option, type Command } from 'commander';
import { didYouMean } from '../../errors.ts';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { executors, type ExecutorName } from '../../executors/index.ts';
import { mayRepeat } from '../repeated-options.ts';
import { parseCommit } from './commit-option.ts';
import { withClusterOptions, type ClusterOptions } from './cluster-options.ts';
import { addEngine, defaultEngines, engineHelp, type EngineChoice } from './engine-option.ts';
import { withJobOptions, type JobOptions } from './job-options.ts';
import { withKafkaOptions, type KafkaOptions } from './kafka-options.ts';
import { listOf, parseDurationMs, parseTimeoutMs, wholeNumber } from './quantity.ts';

/** The configurations to compare. */
export interface ConfigurationOptions extends JobOptions, KafkaOptions, ClusterOptions {
  /** Local alone where it is absent. */
  readonly engine?: readonly EngineChoice[];
  readonly executor: readonly ExecutorName[];
  /** In milliseconds. */
  readonly interval?: readonly number[];
  /** In milliseconds. */
  readonly deadline?: readonly number[];
  readonly commit: readonly CommitPolicy[];
  /** One where it is absent. */
  readonly parallelism?: readonly number[];
}

export const executorNames = Object.keys(executors) as ExecutorName[];
export const defaultExecutors: readonly ExecutorName[] = ['continuous', 'micro-batch'];
const commitBeginning = "when effects are committed: with each 'invocation', every 'epoch:100ms', or 'none'; ";
const commitEnd = 'each executor is measured with each policy';
const commitOfNode = "of node also in a 'transaction' with its rows, or in a 'transaction:1s'; ";
const parallelismHelp = 'partitions of the records, and threads, processes or tasks that work on them (default: 1)';
/** More would only take turns on the processors of one machine. */
const mostParallel = 64;
export const defaultIntervalsMs: readonly number[] = [0, 10, 100];
const defaultIntervalsText = '0,10ms,100ms';
export const defaultDeadlinesMs: readonly number[] = [10, 100];
const deadlineHelp = 'latencies that micro-batches of deadline keep (default: 10ms,100ms)';
/** Only one policy, so that a run with the default options takes less than 30 s. */
export const defaultCommits: readonly CommitPolicy[] = ['invocation'];

/**
 * @param commitDefaultText for a command that chooses the commit policies itself if none are given: its choice, as the
 *   help states it. Then `commit` has no default value.
 */
export function withConfigurationOptions(command: Command, commitDefaultText?: string): Command {
  const engine = mayRepeat(new Option('--engine <engine>', engineHelp).argParser(addEngine));
  withJobOptions(command)
    .addOption(engine.default(defaultEngines, 'local'))
    .addOption(executorOption())
    .addOption(intervalOption(defaultIntervalsText))
    .addOption(deadlineOption())
    .option('--parallelism <list>', parallelismHelp, listOf(wholeNumber(1, mostParallel)))
    .addOption(commitOption(commitOfNode, commitDefaultText));
  return withClusterOptions(withKafkaOptions(command));
}

/** For a command that measures with the local engine alone. */
export type LocalConfigurationOptions = Pick<ConfigurationOptions, 'executor' | 'interval' | 'deadline' | 'commit'>;

/** @param intervalText the intervals that the command chooses itself if none are given */
export function withLocalConfigurationOptions(command: Command, intervalText: string): Command {
  const timing = [intervalOption(intervalText), deadlineOption()];
  return [executorOption(), ...timing, commitOption('')].reduce((to, option) => to.addOption(option), command);
}

function executorOption(): Option {
  const help = `executors to compare: ${executorNames.join(', ')}`;
  const option = new Option('--executor <list>', help).argParser(listOf(parseExecutor));
  return option.default([...defaultExecutors], defaultExecutors.join(','));
}

function intervalOption(defaultText: string): Option {
  const help = `intervals of micro-batch (default: ${defaultText})`;
  return new Option('--interval <list>', help).argParser(listOf(parseDurationMs));
}

function deadlineOption(): Option {
  return new Option('--deadline <list>', deadlineHelp).argParser(listOf(parseTimeoutMs));
}

function commitOption(ofEngines: string, defaultText?: string): Option {
  const ownHelp = `${commitBeginning}${ofEngines}${commitEnd}`;
  const help = defaultText === undefined ? ownHelp : `${ownHelp} (default: ${defaultText})`;
  const option = new Option('--commit <list>', help).argParser(listOf(parseCommit));
  return defaultText === undefined ? option.default(defaultCommits, defaultCommits.join(',')) : option;
}

function parseExecutor(name: string): ExecutorName {
  const known = executorNames.find((executor) => executor === name);
  if (known !== undefined) return known;
  const suggestion = didYouMean(name, executorNames) ?? `Choose one of ${executorNames.join(', ')}.`;
  throw new InvalidArgumentError(`There is no executor '${name}'. ${suggestion}`);
}
