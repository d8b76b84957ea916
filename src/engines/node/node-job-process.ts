import { setTimeout } from 'node:timers/promises';
import type { Consumer } from '@platformatic/kafka';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import { sourceOf } from '../../pipeline/plan-node.ts';
import { sendToParent } from '../../processes/child-program.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { nodeJobProcess } from '../kafka/job/node-process.ts';
import { readTopic } from '../kafka/broker/read-topic.ts';
import { jsonReader, jsonWriter } from '../../row-formats/record-json.ts';
import type { Topics } from '../kafka/broker/topics.ts';
import { WaitingMessages } from '../kafka/job/waiting-messages.ts';
import { traced } from '../traced-plan.ts';
import type { Assigned, MemberRequest } from './job-members.ts';
import { rowOutput, rowProducer } from './row-output.ts';

/**
 * The program of a job: what a team that runs Node would write around the plan's step. It reads the input topic as a
 * member of a group, invokes the step for one record or for a micro-batch, writes the rows in one request, and commits
 * its offsets behind them, or in one transaction with them.
 */
nodeJobProcess(async ({ spec, topics, records: count, member }: MemberRequest) => {
  const { intervalMs, commit } = spec.configuration;
  const { plan } = traced((await loadWorkload(spec.workload)).plan);
  const records = new Table(sourceOf(plan).schema, new Dictionary(), count);
  // The step is compiled for rows that are there, and reads each only after it was written.
  for (let row = 0; row < count; row++) records.reserve();
  const step = compile(plan, records);
  const [readRecord, writeRow] = [jsonReader(records), jsonWriter(step.output.table)];
  const waiting = new WaitingMessages();
  const producer = await rowProducer(topics, commit, member);
  const input = { connection: topics, topic: topics.input, reader: 'job', from: 'committed' } as const;
  const consumer = await readTopic(input, waiting.add, waiting.fail);
  tellAssigned(consumer, topics);
  const output = rowOutput(producer, consumer, topics, commit);

  let done = 0;
  let nextTriggerMs = performance.now();
  for (;;) {
    if (!(await waiting.untilSome(output.untilDueMs()))) {
      await output.commit();
      continue;
    }
    if (intervalMs !== null && intervalMs > 0) {
      nextTriggerMs += intervalMs * Math.ceil(Math.max(0, performance.now() - nextTriggerMs) / intervalMs);
      await setTimeout(Math.max(0, nextTriggerMs - performance.now()));
    }
    const batch = waiting.take(intervalMs === null ? 1 : undefined);
    const from = done;
    for (const { message } of batch) records.write(done++, readRecord(message.value.toString())!);
    step.output.clear();
    step.invoke(from, done);
    const rows = Array.from({ length: step.output.length }, (_, row) => Buffer.from(writeRow(step.output.table, row)));
    await output.write(rows, batch.at(-1)!.message);
  }
});

function tellAssigned(consumer: Consumer, { input }: Topics): void {
  const tell = (): void => {
    const partitions = (consumer.assignments ?? []).find(({ topic }) => topic === input)?.partitions ?? [];
    sendToParent({ kind: 'assigned', partitions } satisfies Assigned);
  };
  consumer.on('consumer:group:join', tell);
  tell();
}
