import { requireInstallation } from '../installations/installation.ts';
import { Engines } from './engines.ts';
import { flinkEngine } from './flink/flink-engine.ts';
import { jobEngine } from './job/job-engine.ts';
import type { OwnJobs } from './job/own-jobs.ts';
import { Cluster } from './kafka/cluster.ts';
import type { KafkaConnection } from './kafka/broker/connection.ts';
import { readSecurity } from './kafka/broker/read-properties.ts';
import { localEngine, referenceByBatch, rowsByBatch } from './local/local-engine.ts';
import { nodeEngine } from './node/node-engine.ts';
import { sparkEngine } from './spark/spark-engine.ts';

/** A cluster of the user's. */
export interface GivenKafka {
  readonly bootstrap: string;
  /** Path of a properties file with its security options. */
  readonly properties: string | undefined;
}

/** Clusters of the user's that run jobs; absent: a job runs in its own process. */
export interface GivenClusters {
  /** Of Spark: `spark://host:port`. */
  readonly master?: string | undefined;
  /** The REST endpoint of a session cluster: `host:port`. */
  readonly flink?: string | undefined;
}

/** What an experiment says of its engines. */
export interface EngineSettings {
  /** Folder for their files while they measure. */
  readonly temporary: string;
  /** Folder in which the sinks of units stay; absent: none stays. */
  readonly keep?: string | undefined;
  /** Whether units of the local engine with the same records share them; absent: each makes its own. */
  readonly sharesRecords?: boolean | undefined;
  /** Those of the user; absent: there are none. */
  readonly jobs?: OwnJobs | undefined;
  /** Absent: a broker of our own is started for the first unit that needs it. */
  readonly kafka?: GivenKafka | undefined;
  readonly clusters?: GivenClusters | undefined;
}

/**
 * The engines that configurations can name.
 *
 * @throws StreamBenchError if the properties file cannot be used
 */
export function availableEngines(settings: EngineSettings): Engines {
  const { temporary, keep, sharesRecords, jobs, kafka, clusters } = settings;
  const cluster = new Cluster(() => requireInstallation('kafka').jars, temporary, kafka && connectionTo(kafka));
  return new Engines(
    [
      localEngine(temporary, { keep, sharesRecords }),
      nodeEngine(cluster, temporary),
      sparkEngine(cluster, temporary, clusters?.master),
      flinkEngine(cluster, temporary, clusters?.flink),
      ...(jobs === undefined ? [] : [jobEngine(jobs, cluster, temporary)]),
    ],
    cluster,
  );
}

function connectionTo({ bootstrap, properties }: GivenKafka): KafkaConnection {
  return { bootstrap, security: properties === undefined ? {} : readSecurity(properties) };
}

/** The engine of this machine, whose units another version of the tool can measure; and the answer for all engines. */
export { localEngine, referenceByBatch, rowsByBatch };
