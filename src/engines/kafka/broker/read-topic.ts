import { Consumer, FetchIsolationLevels, type Message } from '@platformatic/kafka';
import type { KafkaConnection } from './connection.ts';
import { clientOptions, fetchMaxWaitMs } from './settings.ts';

/** A topic, and who reads it. */
export interface TopicReader {
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Names the client and, together with the topic, its group: readers of the same name share one. */
  readonly reader: string;
  /** Where it begins: `committed` goes on behind the offsets that were committed before; absent: at the beginning. */
  readonly from?: 'earliest' | 'committed';
}

/**
 * Reads a topic as a member of its group; resolves with that member once it does.
 *
 * @param onAnswer called when a fetch was answered, before its messages
 */
export async function readTopic(
  { connection, topic, reader, from = 'earliest' }: TopicReader,
  onMessage: (message: Message) => void,
  onError: (error: Error) => void,
  onAnswer: () => void = () => {},
): Promise<Consumer> {
  const consumer = new Consumer({
    ...clientOptions(connection, reader),
    groupId: `${topic}-${reader}`,
    maxWaitTime: fetchMaxWaitMs,
    minBytes: 1,
    autocommit: false,
    // Rows of a transaction are no answer before it is committed. Of other rows it changes nothing.
    isolationLevel: FetchIsolationLevels.READ_COMMITTED,
  });
  const stream = await consumer.consume({ topics: [topic], mode: from, fallbackMode: 'earliest' });
  stream.on('fetch', onAnswer);
  stream.on('data', onMessage);
  stream.on('error', onError);
  return consumer;
}
