import { requireInstallation } from '../../installations/installation.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { RefusedNode } from '../../sql/write-sql.ts';
import type { Engine, EngineLimits } from '../engine.ts';
import type { Cluster } from '../kafka/cluster.ts';
import { kafkaEngine } from '../kafka/kafka-engine.ts';
import { unsupportedNodes } from '../support.ts';
import { traced, untraceable } from '../traced-plan.ts';
import { requireSession } from './session-cluster.ts';

const limits: EngineLimits = {
  maxRecords: 2 ** 22,
  firstRatePerSecond: 1000,
  glanceMs: 2000,
  shortestUnitMs: 5000,
  // Its code is compiled while it runs.
  warmUpMs: (_, longestWaitMs) => Math.max(8000, 3 * longestWaitMs),
};

/**
 * Flink's SQL.
 *
 * @param session `host:port` of a session cluster; absent: one process of this machine
 */
export function flinkEngine(cluster: Cluster, temporary: string, session?: string): Engine {
  const engine = kafkaEngine(
    {
      name: 'flink',
      limits,
      refusals: refusalsOf,
      // Loaded on demand: most experiments need no SQL.
      startJob: async (request, folder) => (await import('./flink-job.ts')).startFlinkJob(request, folder, session),
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

function refusalsOf(plan: PlanNode, mode: string): readonly RefusedNode[] {
  const refused = unsupportedNodes(plan, { engine: 'flink', mode });
  if (refused.length > 0 || untraceable(plan).length > 0) return refused;
  // What is added to trace records has to run too.
  return unsupportedNodes(traced(plan).plan, { engine: 'flink', mode });
}
