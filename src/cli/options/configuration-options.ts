import { InvalidArgumentError, Option, type Command } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import { isTransaction, type CommitPolicy } from '../../executors/commit-policy.ts';
import { executors, type ExecutorEntry, type ExecutorName } from '../../executors/index.ts';
import { configurationKey, type Configuration } from '../../results/configuration.ts';
import { mayRepeat } from '../repeated-options.ts';
import { parseCommit } from './commit-option.ts';
import { flinkConfiguration, flinkModes, type FlinkMode } from '../../engines/flink-modes.ts';
import type { OwnJobs } from '../../engines/job/own-jobs.ts';
import { sparkConfiguration, sparkConfigurations, usualSparkModes } from '../../engines/spark-modes.ts';
import { withClusterOptions, type ClusterOptions } from './cluster-options.ts';
import { addEngine, defaultEngines, engineHelp, modesOf, type EngineChoice } from './engine-option.ts';
import { jobConfigurations, ownJobsOf, requireJobEngine, withJobOptions, type JobOptions } from './job-options.ts';
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

const executorNames = Object.keys(executors) as ExecutorName[];
export const defaultExecutors: readonly ExecutorName[] = ['continuous', 'micro-batch'];
const commitBeginning = "when effects are committed: with each 'invocation', every 'epoch:100ms', or 'none'; ";
const commitEnd = 'each executor is measured with each policy';
const commitOfNode = "of node also in a 'transaction' with its rows, or in a 'transaction:1s'; ";
const parallelismHelp = 'partitions of the records, and threads, processes or tasks that work on them (default: 1)';
/** More would only take turns on the processors of one machine. */
const mostParallel = 64;
const defaultIntervalsMs: readonly number[] = [0, 10, 100];
const defaultIntervalsText = '0,10ms,100ms';
const defaultDeadlinesMs: readonly number[] = [10, 100];
const deadlineHelp = 'latencies that micro-batches of deadline keep (default: 10ms,100ms)';
const defaultFlinkIntervalsMs: readonly number[] = [100];
/** Only one policy, so that a run with the default options takes less than 30 s. */
const defaultCommits: readonly CommitPolicy[] = ['invocation'];

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

/** Why a configuration cannot run the pipeline; undefined where it can. */
export type RefusalOf = (configuration: Configuration) => string | undefined;

/** Throws if the options contradict each other. */
export function configurationsOf(given: ConfigurationOptions, refusalOf: RefusalOf = () => undefined): Configuration[] {
  const options = simplestFirst(given);
  const { engine = defaultEngines, interval, commit } = options;
  if (commit.some(isTransaction) && !engine.some(takesTransaction)) throw noTransaction(engine[0]);
  if (!engine.some((choice) => choice.engine === 'job')) requireJobEngine(options);
  const configurations = engine.flatMap((choice) => {
    const own = ofChoice(choice, options, refusalOf);
    if (own.length === 0) throw noneLeft(options);
    return own;
  });
  requireCommitTaker(commit, configurations);
  requireTaker(
    'interval',
    interval,
    configurations.some(({ intervalMs }) => intervalMs !== null),
    engine,
  );
  requireTaker(
    'deadline',
    options.deadline,
    configurations.some(({ deadlineMs }) => deadlineMs !== undefined),
    engine,
  );
  if (configurations.every((of) => of.engine === 'local')) refuseBetweenTopics(options);
  return configurations;
}

/** As lists are given, but the simpler one first: where configurations are indistinguishable, that one is chosen. */
function simplestFirst(given: ConfigurationOptions): ConfigurationOptions {
  const { executor, interval, deadline, parallelism } = given;
  return {
    ...given,
    executor: executorNames.filter((name) => executor.includes(name)),
    ...(interval !== undefined && { interval: ascending(interval) }),
    ...(deadline !== undefined && { deadline: ascending(deadline) }),
    ...(parallelism !== undefined && { parallelism: ascending(parallelism) }),
  };
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((left, right) => left - right);
}

function noneLeft({ executor }: ConfigurationOptions): StreamBenchError {
  const isOfLocal = executor.every((name) => !defaultExecutors.includes(name));
  const [why, remedy] = isOfLocal
    ? [
        `${executor.join(' and ')} can only be measured with the local engine`,
        'Write --engine local, or --executor continuous,micro-batch.',
      ]
    : ['a DStream, or mini-batches of Flink, need an interval above 0', 'Add one, such as --interval 500ms.'];
  return new StreamBenchError({ kind: 'input', what: `no configuration is left: ${why}`, remedy });
}

/** Throws if nothing that is measured commits as is said; engines that have no choice are not asked by default. */
function requireCommitTaker(commit: readonly CommitPolicy[], configurations: readonly Configuration[]): void {
  const isDefault = commit.every((policy) => policy === 'invocation');
  if (isDefault || configurations.some((configuration) => commit.includes(configuration.commit))) return;
  const what = `--commit ${commit.join(',')} is for other engines than ${configurations[0].engine}`;
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Leave it out, or add --engine local.' });
}

/** Throws if a setting is given that no configuration takes. */
function requireTaker(
  option: 'interval' | 'deadline',
  given: readonly number[] | undefined,
  isTaken: boolean,
  engines: readonly EngineChoice[],
): void {
  if (given === undefined || isTaken) return;
  const executor = option === 'interval' ? 'micro-batch' : 'deadline';
  const what = `--${option} is only for ${executor}, which is not measured`;
  throw new StreamBenchError({ kind: 'input', what, remedy: takerRemedy(executor, engines) });
}

function takerRemedy(executor: 'micro-batch' | 'deadline', engines: readonly EngineChoice[]): string {
  if (executor === 'deadline' && engines.every(({ engine }) => engine !== 'local'))
    return 'Only the local engine has it: add --engine local --executor deadline.';
  if (engines.every(({ engine }) => engine === 'job'))
    return 'Put {interval} into the command of --start, so that the job takes it.';
  const mode = executor === 'deadline' ? 'local=deadline' : 'node=micro-batch';
  if (engines.every(({ modes }) => modes !== undefined)) return `Name a mode that takes it, such as --engine ${mode}.`;
  return `Add it: --executor continuous,${executor}.`;
}

/** What decides which configurations are measured; `commit` is absent where a command chooses the policies itself. */
export type AskedOptions = Omit<ConfigurationOptions, 'commit'> & Partial<Pick<ConfigurationOptions, 'commit'>>;

/** Why modes that nobody has named are not measured. */
export function leftOut({ commit = defaultCommits, ...given }: AskedOptions, refusalOf: RefusalOf): readonly string[] {
  const options = { ...given, commit };
  const { engine = defaultEngines } = options;
  const measured = new Set(engine.flatMap((choice) => ofChoice(choice, options, refusalOf)).map(configurationKey));
  const asked = engine.flatMap((choice) => inAllModes(choice, options));
  const others = asked.filter((configuration) => !measured.has(configurationKey(configuration)));
  return [...new Set(others.map(refusalOf).filter((refusal) => refusal !== undefined))];
}

/** Modes that are not named are left out where they cannot run the pipeline, unless none can. */
function ofChoice(choice: EngineChoice, options: ConfigurationOptions, refusalOf: RefusalOf): Configuration[] {
  const all = inAllModes(choice, options);
  const able = choice.modes === undefined ? all.filter((configuration) => refusalOf(configuration) === undefined) : [];
  return able.length > 0 ? able : all;
}

function inAllModes(choice: EngineChoice, options: ConfigurationOptions): Configuration[] {
  return ofEngine(choice, options).flatMap((of) => inParallel(of, options));
}

/** The jobs of the user that the options start; undefined where there are none. */
export function jobsToStart(options: JobOptions & Pick<ConfigurationOptions, 'engine'>): OwnJobs | undefined {
  const choice = options.engine?.find(({ engine }) => engine === 'job');
  return choice === undefined ? undefined : ownJobsOf(options, choice.modes);
}

/** Throws if an option is only for engines between topics. */
function refuseBetweenTopics({ kafka }: ConfigurationOptions): void {
  if (kafka === undefined) return;
  const remedy = 'Name an engine between topics, such as --engine node.';
  throw new StreamBenchError({ kind: 'input', what: '--kafka is not for the local engine', remedy });
}

function inParallel(of: Configuration, { parallelism = [1] }: ConfigurationOptions): Configuration[] {
  return parallelism.map((count) => (count === 1 ? of : { ...of, parallelism: count }));
}

function ofEngine(choice: EngineChoice, options: ConfigurationOptions): Configuration[] {
  const { executor, interval, commit } = options;
  switch (choice.engine) {
    case 'job':
      return jobConfigurations(options, choice.modes, interval);
    case 'spark': {
      const usual = usualSparkModes.filter((mode) => executor.includes(sparkConfiguration(mode, null).executor));
      return (choice.modes ?? usual).flatMap((mode) => sparkConfigurations(mode, interval, commit));
    }
    case 'flink': {
      const usual = flinkModes.filter((mode) => executor.includes(flinkConfiguration(mode, null).executor));
      return (choice.modes ?? usual).flatMap((mode) => flinkConfigurations(mode, interval));
    }
    default:
      return ofExecutors(choice, options);
  }
}

function flinkConfigurations(mode: FlinkMode, intervals = defaultFlinkIntervalsMs): Configuration[] {
  if (mode !== 'mini-batch') return [flinkConfiguration(mode, null)];
  // A mini-batch of 0 ms is none.
  return intervals.filter((ms) => ms !== 0).map((intervalMs) => flinkConfiguration(mode, intervalMs));
}

function ofExecutors(
  choice: Extract<EngineChoice, { readonly engine: 'local' | 'node' }>,
  options: ConfigurationOptions,
): Configuration[] {
  const { engine } = choice;
  const policies = options.commit.filter((policy) => takesTransaction(choice) || !isTransaction(policy));
  if (policies.length === 0) throw noTransaction(choice);
  const able: readonly string[] = modesOf[engine];
  const names: readonly ExecutorName[] = choice.modes ?? options.executor.filter((name) => able.includes(name));
  return names.flatMap((mode) =>
    timingsOf(mode, options).flatMap((timing) =>
      policies.map((commit) => ({ engine, mode, executor: executors[mode].kind, ...timing, commit })),
    ),
  );
}

/** When micro-batches of an executor start. */
function timingsOf(
  name: ExecutorName,
  { interval = defaultIntervalsMs, deadline = defaultDeadlinesMs }: ConfigurationOptions,
): Pick<Configuration, 'intervalMs' | 'deadlineMs'>[] {
  const { takes }: ExecutorEntry = executors[name];
  switch (takes) {
    case 'interval':
      return interval.map((intervalMs) => ({ intervalMs }));
    case 'deadline':
      return deadline.map((deadlineMs) => ({ intervalMs: null, deadlineMs }));
    default:
      return [{ intervalMs: null }];
  }
}

function takesTransaction({ engine }: EngineChoice): boolean {
  return engine === 'node';
}

function noTransaction({ engine }: EngineChoice): StreamBenchError {
  const what = `--commit transaction is only for --engine node, not for ${engine}`;
  const remedy = 'Write --engine node, or for several engines --commit invocation,transaction.';
  return new StreamBenchError({ kind: 'input', what, remedy });
}

function parseExecutor(name: string): ExecutorName {
  const known = executorNames.find((executor) => executor === name);
  if (known !== undefined) return known;
  const suggestion = didYouMean(name, executorNames) ?? `Choose one of ${executorNames.join(', ')}.`;
  throw new InvalidArgumentError(`There is no executor '${name}'. ${suggestion}`);
}
