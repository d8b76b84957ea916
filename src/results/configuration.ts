import { Type, type Static } from 'typebox';
import { epochMs, type CommitPolicy } from '../executors/commit-policy.ts';
import { executorKinds } from '../executors/index.ts';
import { amount, closed, nullable, oneOf } from './schema-parts.ts';

/** The members by which one configuration differs from another. */
export const configurationMembers = {
  engine: Type.String({ pattern: '^[a-z][a-z0-9-]*$', description: 'The engine that runs the plan, such as local.' }),
  mode: Type.String({ description: "The engine's mode, by its own name; for local the name of the executor." }),
  executor: oneOf(executorKinds, 'Whether records are processed one by one or in micro-batches.'),
  intervalMs: nullable(amount, 'Time between triggers; null where there is none that is fixed.'),
  deadlineMs: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      description: 'The latency that micro-batches keep; absent where they keep none.',
    }),
  ),
  commit: Type.Unsafe<CommitPolicy>(
    Type.String({
      pattern: '^(invocation|none|transaction|(epoch|transaction):[0-9]+([.][0-9]+)?ms)$',
      description:
        'With each invocation, at the end of each epoch, or not before the end of the stream; ' +
        'in a transaction with the rows where it says so.',
    }),
  ),
  parallelism: Type.Optional(
    Type.Integer({
      minimum: 2,
      description: 'Partitions of its records, and threads, processes or tasks on them; absent where it is one.',
    }),
  ),
};

const configuration = closed(configurationMembers);

/** One way to run the pipeline. An experiment compares several. */
export type Configuration = Readonly<Static<typeof configuration>>;

/** The configuration of an object that has more members, such as a unit or a row of the summary. */
export function configurationOf(of: Configuration): Configuration {
  const { engine, mode, executor, intervalMs, deadlineMs, commit, parallelism } = of;
  return {
    engine,
    mode,
    executor,
    intervalMs,
    commit,
    ...(deadlineMs !== undefined && { deadlineMs }),
    ...(parallelism !== undefined && { parallelism }),
  };
}

/** Whether it is a job of the user's own: nobody knows its answer, and it is only held to other such jobs. */
export function isOwnJob({ engine }: Pick<Configuration, 'engine'>): boolean {
  return engine === 'job';
}

/** Equal for equal configurations, different for others. */
export function configurationKey(of: Configuration): string {
  const { engine, mode, executor, intervalMs, deadlineMs = null, commit, parallelism = 1 } = of;
  return JSON.stringify([engine, mode, executor, intervalMs, deadlineMs, commit, parallelism]);
}

export function isSameConfiguration(left: Configuration, right: Configuration): boolean {
  return configurationKey(left) === configurationKey(right);
}

/**
 * Such as `continuous`, `micro-batch 10 ms`, `deadline 20 ms`, `continuous epoch:100ms`, `spark real-time`, `node
 * continuous ×2`. The local engine, a commit with each invocation and a parallelism of one are not mentioned.
 */
export function configurationName(of: Configuration): string {
  const { engine, mode, intervalMs, deadlineMs, commit, parallelism } = of;
  const way = engine === 'local' ? mode : `${engine} ${mode}`;
  const ms = intervalMs ?? deadlineMs;
  const often = ms === undefined ? way : `${way} ${ms} ms`;
  const timed = parallelism === undefined ? often : `${often} ×${parallelism}`;
  if (commit === 'invocation') return timed;
  return `${timed} ${commit === 'none' ? 'no commit' : commitName(commit)}`;
}

const millisPerMinute = 60_000;

/** As it is written, but whole minutes as such: `epoch:5min`. */
export function commitName(commit: CommitPolicy): string {
  const minutes = (epochMs(commit) ?? 0) / millisPerMinute;
  const isWhole = minutes >= 1 && Number.isInteger(minutes);
  return isWhole ? commit.replace(/:.*/, `:${minutes}min`) : commit;
}

/** How long records wait for their micro-batch by design, at the most; 0 where they do not wait. */
export function batchMs({ intervalMs, deadlineMs }: Configuration): number {
  return intervalMs ?? deadlineMs ?? 0;
}

/** The longest of them. */
export function longestBatchMs(configurations: readonly Configuration[]): number {
  return Math.max(...configurations.map(batchMs));
}

/**
 * As `intervalMs`, but 0 for micro-batches without a fixed interval: the more records wait, the more they take, as
 * those do that follow each other without a break.
 */
export function intervalOrNone({ executor, intervalMs }: Configuration): number | null {
  return executor === 'continuous' ? null : (intervalMs ?? 0);
}

/** Whether the cost of an invocation includes its commit, if there is one: the commits of an epoch belong to none. */
export function hasWholeCost({ commit }: Pick<Configuration, 'commit'>): boolean {
  return commit === 'invocation' || commit === 'none';
}
