import { requireInstallation } from '../../installations/installation.ts';
import type { Engine } from '../engine.ts';
import type { Cluster } from '../kafka/cluster.ts';
import { compilingLimits } from '../kafka/compiling-limits.ts';
import { kafkaEngine } from '../kafka/kafka-engine.ts';
import { unsupportedNodes } from '../support.ts';
import { requireSession } from './session-cluster.ts';

/**
 * Flink's SQL.
 *
 * @param session `host:port` of a session cluster; absent: one process of this machine
 */
export function flinkEngine(cluster: Cluster, temporary: string, session?: string): Engine {
  const engine = kafkaEngine(
    {
      name: 'flink',
      limits: compilingLimits,
      refusals: (plan, mode) => unsupportedNodes(plan, { engine: 'flink', mode }),
      // Loaded on demand: most experiments need no SQL.
      startJob: async (request, folder, ended) =>
        (await import('./flink-job.ts')).startFlinkJob(request, folder, ended, session),
    },
    cluster,
    temporary,
  );
  return {
    ...engine,
    requireInstalled: () => {
      engine.requireInstalled?.();
      requireInstallation('flink');
    },
    measure: async (spec, context) => {
      if (session !== undefined) await requireSession(session, requireInstallation('flink').version);
      return engine.measure(spec, context);
    },
  };
}
