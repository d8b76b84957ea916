import { InvalidArgumentError, Option, type Command } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import { isTransaction, type CommitPolicy } from '../../executors/commit-policy.ts';
import { executors, type ExecutorKind } from '../../executors/index.ts';
import type { Configuration } from '../../results/configuration.ts';
import { mayRepeat } from '../repeated-options.ts';
import { parseCommit } from './commit-option.ts';
import { flinkConfiguration, flinkModes } from '../../engines/flink-modes.ts';
import { sparkConfiguration, sparkModes } from '../../engines/spark-modes.ts';
import { addEngine, defaultEngines, engineHelp, type EngineChoice } from './engine-option.ts';
import { listOf, parseDurationMs } from './quantity.ts';

/** The configurations to compare. */
export interface ConfigurationOptions {
  /** Local alone where it is absent. */
  readonly engine?: readonly EngineChoice[];
  readonly executor: readonly ExecutorKind[];
  /** In milliseconds. */
  readonly interval?: readonly number[];
  readonly commit: readonly CommitPolicy[];
}

const executorKinds = Object.keys(executors) as ExecutorKind[];
const commitHelp =
  "when effects are committed: with each 'invocation', every 'epoch:100ms', or 'none'; " +
  "of node also in a 'transaction' with its rows, or in a 'transaction:1s'; " +
  'each executor is measured with each policy';
const defaultIntervalsMs: readonly number[] = [0, 10, 100];
const defaultIntervalsText = '0,10ms,100ms';
/** Its micro-batches take longer. */
const defaultSparkIntervalsMs: readonly number[] = [0, 500];
const defaultFlinkIntervalsMs: readonly number[] = [100];
/** Only one policy, so that a run with the default options takes less than 30 s. */
const defaultCommits: readonly CommitPolicy[] = ['invocation'];

/**
 * @param commitDefaultText for a command that chooses the commit policies itself if none are given: its choice, as the
 *   help states it. Then `commit` has no default value.
 */
export function withConfigurationOptions(command: Command, commitDefaultText?: string): Command {
  const engine = mayRepeat(new Option('--engine <engine>', engineHelp).argParser(addEngine));
  const executor = new Option('--executor <list>', 'executors to compare').argParser(listOf(parseExecutor));
  const intervalHelp = `intervals of micro-batch (default: ${defaultIntervalsText})`;
  return command
    .addOption(engine.default(defaultEngines, 'local'))
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
export function configurationsOf(options: ConfigurationOptions): Configuration[] {
  const { engine = defaultEngines, interval, commit } = options;
  if (commit.some(isTransaction) && !engine.some(takesTransaction)) throw noTransaction(engine[0]);
  const configurations = engine.flatMap((choice) => ofEngine(choice, options));
  if (interval !== undefined && !configurations.some(({ executor }) => executor === 'micro-batch')) {
    throw new StreamBenchError({
      kind: 'input',
      what: '--interval is only for micro-batch, which --executor and --engine leave out',
    });
  }
  return configurations;
}

function ofEngine(choice: EngineChoice, options: ConfigurationOptions): Configuration[] {
  const { executor, interval, commit } = options;
  if (choice.engine === 'spark') {
    const modes =
      choice.modes ?? sparkModes.filter((mode) => executor.includes(sparkConfiguration(mode, null).executor));
    return modes.flatMap((mode) => {
      const intervals = mode === 'micro-batch' ? (interval ?? defaultSparkIntervalsMs) : [null];
      return intervals.map((intervalMs) => sparkConfiguration(mode, intervalMs));
    });
  }
  if (choice.engine === 'flink') {
    const modes =
      choice.modes ?? flinkModes.filter((mode) => executor.includes(flinkConfiguration(mode, null).executor));
    return modes.flatMap((mode) => {
      const intervals = mode === 'mini-batch' ? (interval ?? defaultFlinkIntervalsMs) : [null];
      // A mini-batch of 0 ms is none.
      return intervals.filter((ms) => ms !== 0).map((intervalMs) => flinkConfiguration(mode, intervalMs));
    });
  }
  const policies = commit.filter((policy) => takesTransaction(choice) || !isTransaction(policy));
  if (policies.length === 0) throw noTransaction(choice);
  return (choice.modes ?? executor).flatMap((mode) => {
    const intervals = executors[mode].takesInterval ? (interval ?? defaultIntervalsMs) : [null];
    return intervals.flatMap((intervalMs) =>
      policies.map((policy) => ({ engine: choice.engine, mode, executor: mode, intervalMs, commit: policy })),
    );
  });
}

function takesTransaction({ engine }: EngineChoice): boolean {
  return engine === 'node';
}

function noTransaction({ engine }: EngineChoice): StreamBenchError {
  const what = `--commit transaction is only for --engine node, not for ${engine}`;
  const remedy = 'Write --engine node, or for several engines --commit invocation,transaction.';
  return new StreamBenchError({ kind: 'input', what, remedy });
}

function parseExecutor(name: string): ExecutorKind {
  const known = executorKinds.find((executor) => executor === name);
  if (known !== undefined) return known;
  const suggestion = didYouMean(name, executorKinds) ?? `Choose ${executorKinds.join(' or ')}.`;
  throw new InvalidArgumentError(`There is no executor '${name}'. ${suggestion}`);
}
