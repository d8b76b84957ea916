import { summarize } from '../experiments/summarize.ts';
import type { Configuration } from '../experiments/settings.ts';
import { exampleResult, exampleUnit, latencyAround } from '../results/example.test-program.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';

/** What users and machines could put into any text, to break out of whatever format it is shown in. */
export const hostile = `</script><img src=x onerror="document.title='hacked'">|"'&\u2028\u2029,\r\n=1+1 \`<!--\u0000\u001b[2J\u0007\u009b31m`;

export const continuous: Configuration = { executor: 'continuous', intervalMs: null, commit: 'invocation' };
export const every100Ms: Configuration = { executor: 'micro-batch', intervalMs: 100, commit: 'invocation' };

/** Latency around a median, and a split that adds up to its mean. */
function latencyOf(p50: number): Pick<Unit, 'latencyMicros' | 'splitMicros'> {
  const latencyMicros = latencyAround(p50);
  return {
    latencyMicros,
    splitMicros: { triggerWait: 0, queueing: latencyMicros.mean! - 25, processing: 5, commit: 20 },
  };
}

/** Six units of each of two configurations, of which one unit is invalid and none of the second keeps up. */
export function comparedResult(changes: Partial<Result> = {}): Result {
  const units = [0, 1, 2, 3, 4, 5];
  const units = units.flatMap((repetition): Unit[] => [
    exampleUnit({
      ...continuous,
      repetition,
      ...latencyOf(20 + repetition),
      ...(repetition === 0 ? { status: 'invalid', reasons: ['stolen time <1 %>', 'clock step'] } : {}),
    }),
    exampleUnit({
      ...every100Ms,
      repetition,
      ...latencyOf(50_000 + repetition),
      throughput: 9_000 + repetition,
      sustained: 'no',
      backlog: { max: 900, slopeShare: 0.02 },
    }),
  ]);
  const summary = [continuous, every100Ms].flatMap((configuration) => summarize(configuration, units));
  return exampleResult({ units, summary, ...changes });
}

/** What a configuration sustains: around `estimate`, or nothing. */
export function exampleCapacity(
  configuration: Configuration,
  estimate: number | null,
  changes: Partial<Capacity> = {},
): Capacity {
  return {
    executor: configuration.executor,
    intervalMs: configuration.intervalMs,
    commit: configuration.commit,
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

/** `capacity` of both configurations, which has no rows of a summary. */
export function capacityResult(capacity: readonly Capacity[]): Result {
  const { experiment } = exampleResult();
  return exampleResult({
    experiment: { ...experiment, kind: 'capacity' },
    units: [exampleUnit({ ...continuous, splitMicros: null })],
    summary: [],
    capacity: [...capacity],
  });
}
