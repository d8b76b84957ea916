import { requireInstallation } from '../../installations/installation.ts';
import type { Engine } from '../engine.ts';
import type { Cluster } from '../kafka/cluster.ts';
import { compilingLimits } from '../kafka/compiling-limits.ts';
import { kafkaEngine } from '../kafka/kafka-engine.ts';
import { unsupportedNodes } from '../support.ts';
import { requireMaster } from './spark-place.ts';

/**
 * Spark: Structured Streaming, or a DStream.
 *
 * @param onMaster of a standalone cluster, `spark://host:port`; absent: one process of this machine
 */
export function sparkEngine(cluster: Cluster, temporary: string, onMaster?: string): Engine {
  const engine = kafkaEngine(
    {
      name: 'spark',
      limits: compilingLimits,
      refusals: (plan, mode) => unsupportedNodes(plan, { engine: 'spark', mode }),
      // Loaded on demand: most experiments need no SQL.
      startJob: async (request, folder, ended) =>
        request.spec.configuration.mode === 'dstream'
          ? (await import('./dstream-job.ts')).startDStreamJob(request, folder, ended, onMaster)
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
