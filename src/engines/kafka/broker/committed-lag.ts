import { Admin } from '@platformatic/kafka';
import { clientOptions } from './settings.ts';
import type { Topics } from './topics.ts';

/** `latest` of Kafka's ListOffsets: the offset of the next record. */
const latest = -1n;

/**
 * How many records of the input topic the job has not committed yet, by the group that is furthest behind; null where
 * no group has committed any.
 */
export async function committedLag(topics: Topics): Promise<number | null> {
  const { input, partitions } = topics;
  const admin = new Admin(clientOptions(topics, 'lag'));
  try {
    // Of all types: the default is the classic one alone. Groups that share a topic commit no offsets.
    const all = [...(await admin.listGroups({ types: [] })).values()];
    const groups = all.filter(({ groupType }) => groupType !== 'share').map(({ id }) => id);
    if (groups.length === 0) return null;
    const committed = (await admin.listConsumerGroupOffsets({ groups })).map(({ topics: read }) =>
      read.filter(({ name }) => name === input).flatMap((topic) => topic.partitions),
    );
    const known = committed.map((of) => of.filter(({ committedOffset }) => committedOffset >= 0n));
    if (known.every((of) => of.length === 0)) return null;
    const wanted = Array.from({ length: partitions }, (_, partitionIndex) => ({ partitionIndex, timestamp: latest }));
    const [topic] = await admin.listOffsets({ topics: [{ name: input, partitions: wanted }] });
    const end = topic.partitions.reduce((sum, { offset }) => sum + offset, 0n);
    const done = known.filter((of) => of.length > 0).map((of) => of.reduce((sum, at) => sum + at.committedOffset, 0n));
    return Number(done.reduce((most, at) => (end - at > most ? end - at : most), 0n));
  } finally {
    await admin.close();
  }
}
