import { Admin } from '@platformatic/kafka';
import type { KafkaConnection } from './connection.ts';
import { clientOptions } from './settings.ts';

/**
 * Deletes all topics, and all groups with their members and offsets. A job with topics of fixed names would otherwise
 * begin where the one before it has ended. What cannot be deleted stays: a group may still have members.
 */
export async function clearBroker(connection: KafkaConnection): Promise<void> {
  const admin = new Admin(clientOptions(connection, 'admin'));
  try {
    const topics = (await admin.listTopics()).filter((name) => !name.startsWith('__'));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    // Of all types: the default is the classic one alone.
    for (const groupId of (await admin.listGroups({ types: [] })).keys()) {
      await admin.removeMembersFromConsumerGroup({ groupId }).catch(() => {});
      await admin.deleteGroups({ groups: [groupId] }).catch(() => {});
    }
  } finally {
    await admin.close();
  }
}
