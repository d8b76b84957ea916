import type { BaseOptions } from '@platformatic/kafka';
import type { KafkaConnection } from './connection.ts';
import { nodeSecurity } from './node-security.ts';

// What delays or bundles records in a client. The clients of engines differ in their defaults by 5 ms, so all that read
// or write the topics of a unit are set alike. The client used here never lingers.

/** All replicas: without that a producer cannot be idempotent. */
export const acks = -1;
export const fetchMaxWaitMs = 10;
export const compression = 'none';
export const settingsText = `acks all, no lingering, no compression, fetches wait for at most ${fetchMaxWaitMs} ms`;

export function clientOptions({ bootstrap, security }: KafkaConnection, clientId: string): BaseOptions {
  const bootstrapBrokers = bootstrap.split(',');
  return { clientId: `stream-bench-${clientId}`, bootstrapBrokers, strict: false, ...nodeSecurity(security) };
}

/** The options of a Java client, each with the prefix by which an engine passes it on. */
export function javaOptions({ bootstrap, security }: KafkaConnection, prefix: string): Record<string, string> {
  const options = Object.entries({ 'bootstrap.servers': bootstrap, ...security });
  return Object.fromEntries(options.map(([name, value]) => [`${prefix}${name}`, value]));
}
