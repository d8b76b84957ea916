import type { BaseOptions } from '@platformatic/kafka';

// What delays or bundles records in a client. The clients of engines differ in their defaults by 5 ms, so all that read
// or write the topics of a unit are set alike. The client used here never lingers.

/** All replicas: without that a producer cannot be idempotent. */
export const acks = -1;
export const fetchMaxWaitMs = 10;
export const compression = 'none';
export const settingsText = `acks all, no lingering, no compression, fetches wait for at most ${fetchMaxWaitMs} ms`;

/** `localhost:9092`, or several with commas. */
export function clientOptions(bootstrap: string, clientId: string): BaseOptions {
  return { clientId: `stream-bench-${clientId}`, bootstrapBrokers: bootstrap.split(','), strict: false };
}
