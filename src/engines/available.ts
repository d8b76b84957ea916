import { requireInstallation } from '../installations/installation.ts';
import { Engines } from './engines.ts';
import { flinkEngine } from './flink/flink-engine.ts';
import { jobEngine } from './job/job-engine.ts';
import type { OwnJobs } from './job/own-jobs.ts';
import { Cluster } from './kafka/cluster.ts';
import { localEngine, referenceByBatch, rowsByBatch } from './local/local-engine.ts';
import { nodeEngine } from './node/node-engine.ts';
import { sparkEngine } from './spark/spark-engine.ts';

/**
 * The engines that configurations can name.
 *
 * @param temporary folder for their files while they measure
 * @param keep folder in which the sinks of units stay; absent: none stays
 * @param jobs those of the user; absent: there are none
 */
export function availableEngines(temporary: string, keep?: string, jobs?: OwnJobs): Engines {
  const cluster = new Cluster(() => requireInstallation('kafka').jars, temporary);
  return new Engines(
    [
      localEngine(temporary, keep),
      nodeEngine(cluster, temporary),
      sparkEngine(cluster, temporary),
      flinkEngine(cluster, temporary),
      ...(jobs === undefined ? [] : [jobEngine(jobs, cluster, temporary)]),
    ],
    cluster,
  );
}

/** The reference answer, the same for all engines. */
export { referenceByBatch, rowsByBatch };
