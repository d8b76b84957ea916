import { Consumer, type Message } from '@platformatic/kafka';
import type { KafkaConnection } from './connection.ts';
import { clientOptions, fetchMaxWaitMs } from './settings.ts';

/** A topic, and who reads it. */
export interface TopicReader {
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Names the client and, together with the topic, its group: each reader has one of its own. */
  readonly reader: string;
}

/** Reads a topic from its beginning, as the only member of its group; resolves once it does. */
export async function readTopic(
  { connection, topic, reader }: TopicReader,
  onMessage: (message: Message) => void,
  onError: (error: Error) => void,
): Promise<void> {
  const consumer = new Consumer({
    ...clientOptions(connection, reader),
    groupId: `${topic}-${reader}`,
    maxWaitTime: fetchMaxWaitMs,
    minBytes: 1,
    autocommit: false,
  });
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest' });
  stream.on('data', onMessage);
  stream.on('error', onError);
}
