import { excludingAll } from '../../results/exclusion.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Engine, EngineLimits, MeasuredUnit } from '../engine.ts';
import type { Cluster } from './cluster.ts';
import type { StartJob } from './job.ts';
import { partitionColumns } from '../partition-columns.ts';
import type { UnitReport } from '../unit-report.ts';
import { untraceable } from '../traced-plan.ts';

/** What makes an engine of a job between two topics. */
export interface JobEngine {
  readonly name: string;
  readonly limits: EngineLimits;
  /** What a mode cannot run, beside what cannot be traced from outside. */
  readonly refusals: Engine['refusals'];
  readonly startJob: StartJob;
}

/** Measures each unit as a fresh job between two topics of its own. */
export function kafkaEngine(
  { name, limits, refusals, startJob }: JobEngine,
  cluster: Cluster,
  temporary: string,
): Engine {
  return {
    name,
    limits,
    requireInstalled: () => cluster.requireInstalled(),
    takesBatchSizes: false,
    refusals(plan, mode, parallelism = 1) {
      const refused = [...refusals(plan, mode), ...untraceable(plan)];
      const isDivisible = parallelism === 1 || partitionColumns(plan) !== undefined;
      return refused.length > 0 || isDivisible ? refused : [{ node: plan, reason: notDivisible }];
    },
    async measure(spec, { signal, machine }): Promise<MeasuredUnit> {
      signal.throwIfAborted();
      const ended = Promise.withResolvers<void>();
      const turn = machine.turn(ended.promise);
      try {
        // What a job needs to start would disturb other units.
        await turn;
        // Loaded on demand: most experiments need no client of Kafka.
        const { measureJob } = await import('./harness.ts');
        const partitions = spec.configuration.parallelism ?? 1;
        const broker = await cluster.broker(signal);
        const { ceilingPerSecond } = await cluster.measure(spec, signal);
        const report = await measureJob(spec, startJob, { broker, temporary, partitions, signal });
        return { report: belowCeiling(report, ceilingPerSecond), reference: Promise.resolve(null) };
      } finally {
        ended.resolve();
      }
    },
  };
}

const notDivisible =
  'its groups are not those of a column of the source, by which Kafka could divide the records among partitions';

/** A unit whose rate is above this share of what a relay handles may be limited by the measuring. */
const maxCeilingShare = 0.9;

function belowCeiling(report: UnitReport, ceilingPerSecond: number | null): UnitReport {
  const { exclusions } = report;
  // Where all records arrive at once, the rate that was reached.
  const rate = report.offeredRate ?? report.throughput ?? 0;
  if (ceilingPerSecond === null || rate <= maxCeilingShare * ceilingPerSecond) return report;
  const reason = `the measuring was the limit: between topics it handles ${perSecond(ceilingPerSecond)} records/s`;
  return { ...report, exclusions: [...exclusions, excludingAll(reason)] };
}
