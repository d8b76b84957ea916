import { flinkConfiguration, flinkModes, type FlinkMode } from '../../engines/flink-modes.ts';
import type { OwnJobs } from '../../engines/job/own-jobs.ts';
import { sparkConfiguration, sparkConfigurations, usualSparkModes } from '../../engines/spark-modes.ts';
import { StreamBenchError } from '../../errors.ts';
import { isTransaction, type CommitPolicy } from '../../executors/commit-policy.ts';
import { executors, type ExecutorEntry, type ExecutorName } from '../../executors/index.ts';
import { configurationKey, type Configuration } from '../../results/configuration.ts';
import {
  defaultCommits,
  defaultDeadlinesMs,
  defaultExecutors,
  defaultIntervalsMs,
  executorNames,
  type ConfigurationOptions,
} from './configuration-options.ts';
import { defaultEngines, modesOf, type EngineChoice } from './engine-option.ts';
import { jobConfigurations, ownJobsOf, requireJobEngine, type JobOptions } from './job-options.ts';

const defaultFlinkIntervalsMs: readonly number[] = [100];

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

/** Throws if nothing that is measured commits as is asked. The default is not asked for. */
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
