import { Admin } from '@platformatic/kafka';
import { StreamBenchError } from '../../../errors.ts';
import type { Broker } from './broker.ts';
import { innermostMessage } from './client-error.ts';
import type { KafkaConnection } from './connection.ts';
import { clientOptions } from './settings.ts';

const limitMs = 5000;

/**
 * A cluster of the user's. It is not stopped, and whether it is lost shows in what is sent and read.
 *
 * @throws StreamBenchError if it does not answer, or does not let a client in
 */
export async function givenBroker(connection: KafkaConnection, signal: AbortSignal): Promise<Broker> {
  const limits = { retries: 0, connectTimeout: limitMs, requestTimeout: limitMs };
  const admin = new Admin({ ...clientOptions(connection, 'admin'), ...limits });
  try {
    await admin.listTopics();
  } catch (error) {
    signal.throwIfAborted();
    const what = `Kafka cannot be reached: ${innermostMessage(error)}`;
    const remedy = 'Look at --kafka, and at --kafka-properties if the cluster asks who its clients are.';
    throw new StreamBenchError({ kind: 'environment', what, where: connection.bootstrap, remedy }, error);
  } finally {
    await admin.close().catch(() => {});
  }
  return { ...connection, replicas: -1, lost: new Promise(() => {}), stop: async () => {} };
}
