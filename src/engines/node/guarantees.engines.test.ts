import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { requireInstallation } from '../../installations/installation.ts';
import { writePipelineFile } from '../../workloads/pipeline-file.test-program.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { Cluster } from '../kafka/cluster.ts';
import { prepareUnit } from '../kafka/harness/prepared-unit.ts';
import { readTopic } from '../kafka/broker/read-topic.ts';
import { jsonWriter } from '../../row-formats/record-json.ts';
import { RecordSender } from '../kafka/records/record-sender.ts';
import { clientOptions } from '../kafka/broker/settings.ts';
import { createTopics, type Topics } from '../kafka/broker/topics.ts';
import { recordColumn } from '../traced-plan.ts';
import { startNodeJob } from './node-job.ts';

// What a reader of the output topic sees of a job that is killed again and again, and started anew.

let folder: string;
let cluster: Cluster;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-guarantees-'));
  writePipelineFile(join(folder, 'copied.ts'), '');
  cluster = new Cluster(() => requireInstallation('kafka').jars, folder);
});
afterAll(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true });
});

/** The group of a job still waits for the member that was killed. */
async function forgetMembers(topics: Topics): Promise<void> {
  const admin = new Admin(clientOptions(topics, 'admin'));
  await admin.removeMembersFromConsumerGroup({ groupId: `${topics.input}-job` });
  await admin.close();
}

const { signal } = new AbortController();
const records = 600;
const kills = 3;

test.each<[CommitPolicy, guarantee: string, mayRepeat: boolean]>([
  ['transaction', 'exactly-once', false],
  ['transaction:100ms', 'exactly-once', false],
  ['invocation', 'at-least-once', true],
])(
  'with --commit %s each record has its row %s, whenever the job is killed',
  async (commit, guarantee, mayRepeat) => {
    const { bootstrap, security, replicas } = await cluster.broker(signal);
    const name = commit.replace(':', '-');
    const topics: Topics = { bootstrap, security, input: `in-${name}`, output: `out-${name}`, partitions: 1 };
    await createTopics(topics, replicas);
    const configuration = { ...local(), engine: 'node', commit };
    const length = { ratePerSecond: records, warmUpMs: 0, durationMs: 1000 };
    const spec = specOf({ workload: join(folder, 'copied.ts'), configuration, ...length });
    const { scheduled } = await prepareUnit({ spec, topics, isCopied: false });
    const write = jsonWriter(scheduled.records, recordColumn);
    const sender = new RecordSender(topics, {
      values: Array.from({ length: records }, (_, row) => Buffer.from(write(scheduled.records, row))),
      partitions: new Uint16Array(records),
    });
    await sender.connect();
    const rows = new Map<string, number>();
    await readTopic(
      { connection: topics, topic: topics.output, reader: 'test' },
      ({ value }) => rows.set(value.toString(), (rows.get(value.toString()) ?? 0) + 1),
      (error) => expect.fail(error.message),
    );

    let running = await startNodeJob({ spec, topics, records }, folder, signal);
    expect(running.guarantee).toBe(guarantee);
    for (let part = 0; part <= kills; part++) {
      const [from, to] = [part, part + 1].map((of) => (of * records) / (kills + 1));
      sender.send(from, to);
      if (part === kills) break;
      // In the middle of what it does.
      await vi.waitUntil(() => rows.size > from + 10, { timeout: 60_000, interval: 1 });
      await running.job.stop();
      await forgetMembers(topics);
      running = await startNodeJob({ spec, topics, records }, folder, signal);
    }
    await vi.waitUntil(() => rows.size >= records, { timeout: 60_000 });
    await setTimeout(500);
    await running.job.stop();
    const counts = [...rows.values()];
    expect(counts).toHaveLength(records);
    expect(counts.every((count) => count === 1) || mayRepeat).toBe(true);
  },
  180_000,
);
