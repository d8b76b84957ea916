import { Admin } from '@platformatic/kafka';
import { StreamBenchError } from '../../../errors.ts';
import type { KafkaConnection } from './connection.ts';
import { innermostMessage } from './client-error.ts';
import { clientOptions } from './settings.ts';

/** The two topics of a unit, and where they are. */
export interface Topics extends KafkaConnection {
  readonly input: string;
  readonly output: string;
  readonly partitions: number;
}

/** Throws a StreamBenchError if one of them exists already: it may be somebody else's. */
export async function createTopics(topics: Topics, replicas: number): Promise<void> {
  const { bootstrap, input, output, partitions } = topics;
  try {
    await withAdmin(topics, async (admin) => {
      const existing = new Set(await admin.listTopics());
      const taken = [input, output].find((name) => existing.has(name));
      if (taken !== undefined) throw topicExists(taken, bootstrap);
      await admin.createTopics({ topics: [input, output], partitions, replicas });
    });
  } catch (error) {
    if (error instanceof StreamBenchError) throw error;
    const what = `the topics of a unit cannot be created: ${innermostMessage(error)}`;
    throw new StreamBenchError({ kind: 'environment', what, where: bootstrap }, error);
  }
}

function topicExists(name: string, where: string): StreamBenchError {
  const what = `the topic '${name}' exists already, and only topics made for a unit are used`;
  const remedy = 'Give other names with --in-topic and --out-topic, or leave them out.';
  return new StreamBenchError({ kind: 'input', what, where, remedy });
}

export async function deleteTopics(topics: Topics): Promise<void> {
  await withAdmin(topics, async (admin) => admin.deleteTopics({ topics: [topics.input, topics.output] }));
}

async function withAdmin(connection: KafkaConnection, use: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = new Admin(clientOptions(connection, 'admin'));
  try {
    await use(admin);
  } finally {
    await admin.close();
  }
}
