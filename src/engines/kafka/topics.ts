import { Admin } from '@platformatic/kafka';
import { StreamBenchError } from '../../errors.ts';
import type { KafkaConnection } from './connection.ts';
import { clientOptions } from './settings.ts';

/** The two topics of a unit, and where they are. */
export interface Topics extends KafkaConnection {
  readonly input: string;
  readonly output: string;
  readonly partitions: number;
}

export async function createTopics(topics: Topics, replicas: number): Promise<void> {
  const { bootstrap, input, output, partitions } = topics;
  try {
    await withAdmin(topics, async (admin) => {
      await admin.createTopics({ topics: [input, output], partitions, replicas });
    });
  } catch (error) {
    const what = 'the topics of a unit cannot be created';
    throw new StreamBenchError({ kind: 'environment', what, where: bootstrap }, error);
  }
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
