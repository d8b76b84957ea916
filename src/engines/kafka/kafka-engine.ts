import type { Engine, EngineLimits, MeasuredUnit } from '../engine.ts';
import type { Cluster } from './cluster.ts';
import type { StartJob } from './job.ts';
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
    refusals: (plan, mode) => [...refusals(plan, mode), ...untraceable(plan)],
    async measure(spec, { signal, machine }): Promise<MeasuredUnit> {
      signal.throwIfAborted();
      const ended = Promise.withResolvers<void>();
      const turn = machine.turn(ended.promise);
      try {
        // What a job needs to start would disturb other units.
        await turn;
        // Loaded on demand: most experiments need no client of Kafka.
        const { measureJob } = await import('./harness.ts');
        const broker = await cluster.broker(signal);
        const report = await measureJob(spec, startJob, { broker, temporary, partitions: 1, signal });
        return { report, reference: Promise.resolve(null) };
      } finally {
        ended.resolve();
      }
    },
  };
}
