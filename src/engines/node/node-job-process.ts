import { setTimeout } from 'node:timers/promises';
import { Producer } from '@platformatic/kafka';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import { epochMs } from '../../executors/commit-policy.ts';
import { sourceOf } from '../../pipeline/plan-node.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { nodeJobProcess } from '../kafka/node-process.ts';
import { readTopic } from '../kafka/read-topic.ts';
import { jsonReader, jsonWriter } from '../kafka/record-json.ts';
import { requestsOf } from '../kafka/requests.ts';
import { acks, clientOptions, compression } from '../kafka/settings.ts';
import { WaitingMessages } from '../kafka/waiting-messages.ts';
import { traced } from '../traced-plan.ts';

/**
 * The program of a job: what a team that runs Node would write around the plan's step. It reads the input topic as a
 * member of a group, invokes the step for one record or for a micro-batch, writes the rows in one request, and commits
 * its offsets behind them.
 */
nodeJobProcess(async ({ spec, topics, records: count }) => {
  const { intervalMs, commit } = spec.configuration;
  const { plan } = traced((await loadWorkload(spec.workload)).plan);
  const records = new Table(sourceOf(plan).schema, new Dictionary(), count);
  // The step is compiled for rows that are there, and reads each only after it was written.
  for (let row = 0; row < count; row++) records.reserve();
  const step = compile(plan, records);
  const [readRecord, writeRow] = [jsonReader(records), jsonWriter(step.output.table)];
  const producer = new Producer({ ...clientOptions(topics, 'job'), acks, compression });
  const waiting = new WaitingMessages();
  await readTopic({ connection: topics, topic: topics.input, reader: 'job' }, waiting.add, waiting.fail);

  const epoch = epochMs(commit);
  let [done, committedMs] = [0, performance.now()];
  let nextTriggerMs = performance.now();
  for (;;) {
    await waiting.untilSome();
    if (intervalMs !== null && intervalMs > 0) {
      nextTriggerMs += intervalMs * Math.ceil(Math.max(0, performance.now() - nextTriggerMs) / intervalMs);
      await setTimeout(Math.max(0, nextTriggerMs - performance.now()));
    }
    const batch = waiting.take(intervalMs === null ? 1 : undefined);
    const from = done;
    for (const { message } of batch) records.write(done++, readRecord(message.value.toString())!);
    step.output.clear();
    step.invoke(from, done);
    const messages = Array.from({ length: step.output.length }, (_, row) => ({
      topic: topics.output,
      partition: 0,
      value: Buffer.from(writeRow(step.output.table, row)),
    }));
    await Promise.all(requestsOf(messages).map(async (part) => producer.send({ messages: part })));
    const isDue = commit === 'invocation' || (epoch !== null && performance.now() - committedMs >= epoch);
    if (isDue) {
      await batch.at(-1)!.message.commit();
      committedMs = performance.now();
    }
  }
});
