import { requireInstallation } from '../installations/installation.ts';
import { Engines } from './engines.ts';
import { flinkEngine } from './flink/flink-engine.ts';
import { Cluster } from './kafka/cluster.ts';
import type { KafkaConnection } from './kafka/connection.ts';
import { readSecurity } from './kafka/read-properties.ts';
import { localEngine, referenceByBatch, rowsByBatch } from './local/local-engine.ts';
import { nodeEngine } from './node/node-engine.ts';
import { sparkEngine } from './spark/spark-engine.ts';

/** A cluster of the user's. */
export interface GivenKafka {
  readonly bootstrap: string;
  /** Path of a properties file with its security options. */
  readonly properties: string | undefined;
}

/**
 * The engines that configurations can name.
 *
 * @param temporary folder for their files while they measure
 * @param keep folder in which the sinks of units stay; absent: none stays
 * @param kafka absent: a broker of our own is started for the first unit that needs it
 * @throws StreamBenchError if the properties file cannot be used
 */
export function availableEngines(temporary: string, keep?: string, kafka?: GivenKafka): Engines {
  const cluster = new Cluster(() => requireInstallation('kafka').jars, temporary, kafka && connectionTo(kafka));
  return new Engines(
    [
      localEngine(temporary, keep),
      nodeEngine(cluster, temporary),
      sparkEngine(cluster, temporary),
      flinkEngine(cluster, temporary),
    ],
    cluster,
  );
}

function connectionTo({ bootstrap, properties }: GivenKafka): KafkaConnection {
  return { bootstrap, security: properties === undefined ? {} : readSecurity(properties) };
}

/** The reference answer, the same for all engines. */
export { referenceByBatch, rowsByBatch };
