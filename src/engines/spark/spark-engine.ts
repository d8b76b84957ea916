import { requireInstallation } from '../../installations/installation.ts';
import type { Engine, EngineLimits } from '../engine.ts';
import type { Cluster } from '../kafka/cluster.ts';
import { kafkaEngine } from '../kafka/kafka-engine.ts';
import { unsupportedNodes } from '../support.ts';
import { traced, untraceable } from '../traced-plan.ts';
import { requireMaster } from './spark-place.ts';

const limits: EngineLimits = {
  maxRecords: 2 ** 22,
  firstRatePerSecond: 1000,
  glanceMs: 2000,
  shortestUnitMs: 5000,
  // Its code is compiled while it runs.
  warmUpMs: (_, longestWaitMs) => Math.max(8000, 3 * longestWaitMs),
};

/**
 * Spark: Structured Streaming, or a DStream.
 *
 * @param onMaster of a standalone cluster, `spark://host:port`; absent: one process of this machine
 */
export function sparkEngine(cluster: Cluster, temporary: string, onMaster?: string): Engine {
  const engine = kafkaEngine(
    {
      name: 'spark',
      limits,
      refusals(plan, mode) {
        const refused = unsupportedNodes(plan, { engine: 'spark', mode });
        // What is added to trace records has to run too.
        const isTraceable = untraceable(plan).length === 0;
        if (refused.length > 0 || !isTraceable) return refused;
        return unsupportedNodes(traced(plan).plan, { engine: 'spark', mode });
      },
      // Loaded on demand: most experiments need no SQL.
      startJob: async (request, folder) =>
        request.spec.configuration.mode === 'dstream'
          ? (await import('./dstream-job.ts')).startDStreamJob(request, folder, onMaster)
          : (await import('./spark-job.ts')).startSparkJob(request, folder, onMaster),
    },
    cluster,
    temporary,
  );
  return {
    ...engine,
    requireInstalled: () => {
      engine.requireInstalled?.();
      requireInstallation('spark');
    },
    measure: async (spec, context) => {
      await requireMaster(onMaster);
      return engine.measure(spec, context);
    },
  };
}
