import { setImmediate, setTimeout } from 'node:timers/promises';
import { Producer } from '@platformatic/kafka';
import type { ServerRequest } from './known-server.ts';
import { nodeJobProcess } from './job/node-process.ts';
import { readTopic } from './broker/read-topic.ts';
import { requestsOf } from './broker/requests.ts';
import { acks, clientOptions, compression } from './broker/settings.ts';
import { WaitingMessages } from './job/waiting-messages.ts';

/** Timers are a millisecond late: the rest of a wait is spent looking at the clock. */
const lateTimerMs = 2;

/** The program of a server of known speed. */
nodeJobProcess(async ({ topics, service }: ServerRequest) => {
  const { everyMs, fixedMicros, perRecordMicros, stall } = service;
  const producer = new Producer({ ...clientOptions(topics, 'relay'), acks, compression });
  const waiting = new WaitingMessages();
  await readTopic({ connection: topics, topic: topics.input, reader: 'relay' }, waiting.add, waiting.fail);
  let failure: unknown;
  let freeMs = performance.now();
  let stallAtMs = Infinity;
  let triggerMs = performance.now();
  const takesTime = fixedMicros + perRecordMicros > 0;
  for (;;) {
    await waiting.untilSome();
    if (stall !== undefined && stallAtMs === Infinity) stallAtMs = performance.now() + stall.afterMs;
    if (everyMs > 0) {
      triggerMs += everyMs * Math.max(1, Math.ceil((performance.now() - triggerMs) / everyMs));
      await until(triggerMs);
    }
    if (stall !== undefined && performance.now() >= stallAtMs) {
      await until(stallAtMs + stall.forMs);
      [freeMs, stallAtMs] = [performance.now(), Number.MAX_VALUE];
    }
    const batch = waiting.take(everyMs === 0 && takesTime ? 1 : undefined);
    // From when it could begin: what this program takes by itself is no part of the service.
    const startMs = Math.max(freeMs, everyMs > 0 ? triggerMs : batch[0].atMs);
    freeMs = startMs + (fixedMicros + batch.length * perRecordMicros) / 1000;
    await until(freeMs);
    const messages = batch.map(({ message: { value, partition } }) => ({ topic: topics.output, partition, value }));
    // Not awaited: the service is known, and the broker's answer is no part of it.
    for (const part of requestsOf(messages))
      producer.send({ messages: part }).catch((error: unknown) => (failure ??= error));
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error('a record could not be sent');
  }
});

async function until(timeMs: number): Promise<void> {
  const leftMs = timeMs - performance.now();
  if (leftMs > lateTimerMs) await setTimeout(leftMs - lateTimerMs);
  while (performance.now() < timeMs) await setImmediate();
}
