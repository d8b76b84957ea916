import { StreamBenchError } from '../errors.ts';
import { epochMs, isTransaction, type CommitPolicy } from '../executors/commit-policy.ts';
import { configurationKey, type Configuration } from '../results/configuration.ts';

/** How long continuous mode runs from checkpoint to checkpoint, and real-time mode, unless --commit says it. */
const continuousCheckpointMs = 1000;
const realTimeCheckpointMs = 300_000;
/** Spark refuses a real-time query with a shorter trigger. */
const shortestRealTimeCheckpointMs = 5000;

/** The modes of Spark that can be measured: those of Structured Streaming, and its API before that. */
export const sparkModes = ['micro-batch', 'as-shipped', 'continuous', 'real-time', 'dstream'] as const;
export type SparkMode = (typeof sparkModes)[number];

/** Those that are measured where none is named. */
export const usualSparkModes = sparkModes.filter((mode) => mode !== 'as-shipped');

/** In milliseconds, where none are given: micro-batches take longer here than in other engines. */
const defaultIntervals: Readonly<Partial<Record<SparkMode, readonly number[]>>> = {
  'micro-batch': [0, 500],
  'as-shipped': [0, 500],
  dstream: [500],
};

/**
 * A mode as the configurations to compare, each once: one for each interval or, where checkpoints have an interval of
 * their own, one for each policy.
 *
 * @param intervalsMs undefined: those that are usual
 * @throws StreamBenchError for an interval that Spark refuses
 */
export function sparkConfigurations(
  mode: SparkMode,
  intervalsMs: readonly number[] | undefined,
  commits: readonly CommitPolicy[],
): Configuration[] {
  const usual = defaultIntervals[mode];
  if (usual === undefined) {
    const each = commits.map((commit) => sparkConfiguration(mode, null, checkpointMs(mode, commit)));
    return [...new Map(each.map((configuration) => [configurationKey(configuration), configuration])).values()];
  }
  const intervals = intervalsMs ?? usual;
  intervals.forEach((ms) => requireWhole(ms, `--interval ${ms}ms`));
  // A DStream without an interval is none.
  return intervals.filter((ms) => ms > 0 || mode !== 'dstream').map((ms) => sparkConfiguration(mode, ms));
}

/**
 * A mode as a configuration. Offsets are committed with each micro-batch, or at each checkpoint.
 *
 * @param ofCheckpointsMs of continuous and real-time mode; undefined: the usual one
 */
export function sparkConfiguration(
  mode: SparkMode,
  intervalMs: number | null,
  ofCheckpointsMs?: number,
): Configuration {
  const of = { engine: 'spark', mode } as const;
  switch (mode) {
    case 'micro-batch':
    case 'as-shipped':
      return { ...of, executor: 'micro-batch', intervalMs: intervalMs ?? 0, commit: 'invocation' };
    case 'dstream':
      return { ...of, executor: 'micro-batch', intervalMs: intervalMs ?? 500, commit: 'invocation' };
    case 'continuous':
      return continuous(of, ofCheckpointsMs ?? continuousCheckpointMs);
    case 'real-time':
      return continuous(of, ofCheckpointsMs ?? realTimeCheckpointMs);
  }
}

function continuous(of: Pick<Configuration, 'engine' | 'mode'>, checkpointsMs: number): Configuration {
  return { ...of, executor: 'continuous', intervalMs: null, commit: `epoch:${checkpointsMs}ms` };
}

/** Of an epoch its length. The other policies ask for nothing that Spark could do. */
function checkpointMs(mode: SparkMode, commit: CommitPolicy): number | undefined {
  const ms = isTransaction(commit) ? null : epochMs(commit);
  if (ms === null) return undefined;
  requireWhole(ms, `--commit ${commit}`);
  if (mode !== 'real-time' || ms >= shortestRealTimeCheckpointMs) return ms;
  throw new StreamBenchError({
    kind: 'input',
    what: `--commit ${commit}: Spark's real-time mode takes no checkpoint interval below 5 s`,
    remedy: 'Write an epoch of 5s or longer, or leave that mode out of --engine.',
  });
}

function requireWhole(ms: number, given: string): void {
  if (Number.isInteger(ms)) return;
  const what = `${given}: Spark counts intervals in whole milliseconds`;
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Round it, or leave spark out of --engine.' });
}
