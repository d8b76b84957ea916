import { excludingAll } from '../../results/exclusion.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Engine, EngineLimits, MeasuredUnit, MeasuringContext } from '../engine.ts';
import type { Cluster } from './cluster.ts';
import type { HarnessContext } from './harness/harness.ts';
import type { StartJob } from './job/job.ts';
import { indivisible } from '../partition-columns.ts';
import type { UnitReport } from '../unit-report.ts';
import { traced, untraceable } from '../traced-plan.ts';

/** What makes an engine of a job between two topics. */
export interface JobEngine {
  readonly name: string;
  readonly limits: EngineLimits;
  /** What a mode cannot run, beside what cannot be traced from outside. Asked for the plan that traces records too. */
  readonly refusals: Engine['refusals'];
  readonly startJob: StartJob;
  /** Of a job that runs no plan of ours; absent of all others. */
  readonly unknown?: Pick<HarnessContext, 'box' | 'topicNames'>;
}

/** Measures each unit as a fresh job between two topics of its own. */
export function kafkaEngine(
  { name, limits, refusals, startJob, unknown }: JobEngine,
  cluster: Cluster,
  temporary: string,
): Engine {
  return {
    name,
    limits,
    requireInstalled: () => cluster.requireInstalled(),
    highestPerSecond() {
      const ceiling = cluster.figures?.ceilingPerSecond ?? null;
      return ceiling === null ? undefined : maxCeilingShare * ceiling;
    },
    takesBatchSizes: false,
    refusals(plan, mode, parallelism = 1) {
      if (unknown !== undefined) return [];
      const refused = [...refusals(plan, mode), ...untraceable(plan)];
      if (refused.length > 0) return refused;
      const ofTracing = refusals(traced(plan).plan, mode);
      const undivided = ofTracing.length > 0 || parallelism === 1 ? undefined : indivisible(plan);
      return undivided === undefined ? ofTracing : [undivided];
    },
    async measure(spec, { signal, machine, unitTimeoutMs, notify = () => {} }): Promise<MeasuredUnit> {
      signal.throwIfAborted();
      const ended = Promise.withResolvers<void>();
      const turn = machine.turn(ended.promise);
      try {
        // What a job needs to start would disturb other units.
        await turn;
        // Loaded on demand: most experiments need no client of Kafka.
        const { measureJob } = await import('./harness/harness.ts');
        const broker = await told('Waiting for the Kafka broker to start.', cluster.broker(signal), notify);
        const floor = cluster.measure(spec, { signal, unitTimeoutMs, notify });
        const { ceilingPerSecond } = await told('Measuring what topics take by themselves.', floor, notify);
        const partitions = spec.configuration.parallelism ?? 1;
        const context = { broker, temporary, partitions, ...unknown, signal, unitTimeoutMs, notify };
        const report = await measureJob(spec, startJob, context);
        return { report: belowCeiling(report, ceilingPerSecond), reference: Promise.resolve(null) };
      } finally {
        ended.resolve();
      }
    },
  };
}

/** Nobody waits longer without a word. */
const patienceMs = 5000;

/** Tells the user what is waited for, where that takes long. */
async function told<Value>(
  text: string,
  wait: Promise<Value>,
  notify: NonNullable<MeasuringContext['notify']>,
): Promise<Value> {
  const timer = setTimeout(() => notify(`${text}\n`), patienceMs);
  try {
    return await wait;
  } finally {
    clearTimeout(timer);
  }
}

/** A unit whose rate is above this share of what a relay handles may be limited by the measuring. */
const maxCeilingShare = 0.9;

/** A unit that keeps up has shown that the measuring does so too, whatever the relay handled. */
export function belowCeiling(report: UnitReport, ceilingPerSecond: number | null): UnitReport {
  const { exclusions, keepsUp } = report;
  // Where all records arrive at once, the rate that was reached.
  const rate = report.offeredRate ?? report.throughput ?? 0;
  const isBelow = ceilingPerSecond === null || rate <= maxCeilingShare * ceilingPerSecond;
  if (isBelow || keepsUp === 'yes') return report;
  const reason = `the measuring was the limit: between topics it handles ${perSecond(ceilingPerSecond)} records/s`;
  return { ...report, exclusions: [...exclusions, excludingAll(reason)] };
}
