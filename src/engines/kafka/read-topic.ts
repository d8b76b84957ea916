import { Consumer, type Message } from '@platformatic/kafka';
import { clientOptions, fetchMaxWaitMs } from './settings.ts';

/** A topic, and who reads it. */
export interface TopicReader {
  readonly bootstrap: string;
  readonly topic: string;
  /** Names the client and, together with the topic, its group: each reader has one of its own. */
  readonly reader: string;
}

/** Reads a topic from its beginning, as the only member of its group; resolves once it does. */
export async function readTopic(
  { bootstrap, topic, reader }: TopicReader,
  onMessage: (message: Message) => void,
  onError: (error: Error) => void,
): Promise<void> {
  const consumer = new Consumer({
    ...clientOptions(bootstrap, reader),
    groupId: `${topic}-${reader}`,
    maxWaitTime: fetchMaxWaitMs,
    minBytes: 1,
    autocommit: false,
  });
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest' });
  stream.on('data', onMessage);
  stream.on('error', onError);
}
