import { summarize } from '../experiments/summarize.ts';
import { configurationOf, type Configuration } from '../results/configuration.ts';
import { exampleLocal, exampleResult, exampleUnit, latencyAround } from '../results/example.test-program.ts';
import { excludingAll } from '../results/exclusion.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';

/** What users and machines could put into any text, to break out of whatever format it is shown in. */
export const hostile =
  `</script><img src=x onerror="document.title='hacked'">|"'&\u2028\u2029,\r\n=1+1 ` +
  '`<!--\u0000\u001b[2J\u0007\u009b31m';

export const continuous: Configuration = {
  engine: 'local',
  mode: 'continuous',
  executor: 'continuous',
  intervalMs: null,
  commit: 'invocation',
};
export const every100Ms: Configuration = {
  ...continuous,
  mode: 'micro-batch',
  executor: 'micro-batch',
  intervalMs: 100,
};
export const sparkRealTime: Configuration = { ...continuous, engine: 'spark', mode: 'real-time' };

/** Latency around a median, and a split that adds up to its mean. */
function latencyOf(p50: number): Pick<Unit, 'latencyMicros' | 'local'> {
  const latencyMicros = latencyAround(p50);
  const splitMicros = { triggerWait: 0, queueing: latencyMicros.mean! - 25, processing: 5, commit: 20 };
  return { latencyMicros, local: exampleLocal({ splitMicros }) };
}

/** Six units of each of two configurations, of which one unit is excluded and none of the second keeps up. */
export function comparedResult(changes: Partial<Result> = {}): Result {
  const units = [0, 1, 2, 3, 4, 5].flatMap((repetition): Unit[] => [
    exampleUnit({
      ...continuous,
      repetition,
      ...latencyOf(20 + repetition),
      exclusions: repetition === 0 ? ['stolen time <1 %>', 'clock step'].map(excludingAll) : [],
    }),
    exampleUnit({
      ...every100Ms,
      repetition,
      ...latencyOf(50_000 + repetition),
      throughput: 9_000 + repetition,
      keepsUp: 'no',
      backlog: { max: 900, slopeShare: 0.02 },
    }),
  ]);
  const summary = [continuous, every100Ms].flatMap((configuration) => summarize(configuration, units));
  return exampleResult({ units, summary, ...changes });
}

/**
 * Three units of continuous, and three of Spark's real-time mode. Spark tells nothing that only a process of ours can,
 * nor in which order it put out its rows; in one of its units the tail is excluded, and no unit keeps up for sure.
 */
export function enginesResult(changes: Partial<Result> = {}): Result {
  const { output } = exampleUnit();
  const units = [0, 1, 2].flatMap((repetition): Unit[] => [
    exampleUnit({ ...continuous, repetition, ...latencyOf(20 + repetition) }),
    exampleUnit({
      ...sparkRealTime,
      repetition,
      latencyMicros: latencyAround(5_000 + repetition),
      keepsUp: 'inconclusive',
      backlog: { max: 900, slopeShare: null },
      peakRssBytes: null,
      exclusions: repetition === 2 ? [{ reason: 'a pause of 40 ms', figures: ['p999', 'distribution'] }] : [],
      output: { ...output!, digest: null },
      local: null,
    }),
  ]);
  const summary = [continuous, sparkRealTime].flatMap((configuration) => summarize(configuration, units));
  return exampleResult({ units, summary, ...changes });
}

/** The capacity of a configuration: around `estimate`, or inconclusive. */
export function exampleCapacity(
  configuration: Configuration,
  estimate: number | null,
  changes: Partial<Capacity> = {},
): Capacity {
  return {
    ...configurationOf(configuration),
    guarantee: 'exactly-once',
    objective: null,
    verdict: estimate === null ? 'inconclusive' : 'yes',
    estimate,
    low: estimate === null ? null : estimate * 0.95,
    high: estimate === null ? null : estimate * 1.05,
    level: estimate === null ? null : 0.97,
    method: 'threshold',
    units: 6,
    limitedBy: 'utilisation',
    harnessLimited: false,
    evidence: ['6 units between 19,000 and 21,000 records/s'],
    ...changes,
  };
}

/** Capacities, of which there are no rows of a summary. */
export function capacityResult(capacities: readonly Capacity[]): Result {
  return exampleResult({
    units: [exampleUnit({ ...continuous, local: exampleLocal({ splitMicros: null }) })],
    summary: [],
    findings: { kind: 'capacity', capacities: [...capacities] },
  });
}
