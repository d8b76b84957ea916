import type { Engine, EngineLimits } from '../engine.ts';
import type { Cluster } from '../kafka/cluster.ts';
import { kafkaEngine } from '../kafka/kafka-engine.ts';
import { startNodeJob } from './node-job.ts';

const limits: EngineLimits = {
  maxRecords: 2 ** 22,
  // A commit for each record allows several hundred.
  firstRatePerSecond: 500,
  glanceMs: 1000,
  shortestUnitMs: 2000,
  warmUpMs: (_, longestWaitMs) => Math.max(3000, 3 * longestWaitMs),
};

/** The plan's own step as a consumer and producer of Kafka, in a process of Node. */
export function nodeEngine(cluster: Cluster, temporary: string): Engine {
  return kafkaEngine({ name: 'node', limits, refusals: () => [], startJob: startNodeJob }, cluster, temporary);
}
