import { setImmediate, setTimeout } from 'node:timers/promises';
import { Consumer, Producer, type Message } from '@platformatic/kafka';
import type { ServerRequest } from './known-server.ts';
import { nodeJobProcess } from './node-process.ts';
import { requestsOf } from './requests.ts';
import { acks, clientOptions, compression, fetchMaxWaitMs } from './settings.ts';

/** Timers are a millisecond late: the rest of a wait is spent looking at the clock. */
const lateTimerMs = 2;

/** The program of a server of known speed. */
nodeJobProcess(async (request) => {
  const { topics, service } = request as ServerRequest;
  const { everyMs, fixedMicros, perRecordMicros, stall } = service;
  const producer = new Producer({ ...clientOptions(topics.bootstrap, 'relay'), acks, compression });
  const consumer = new Consumer({
    ...clientOptions(topics.bootstrap, 'relay'),
    groupId: `${topics.input}-relay`,
    maxWaitTime: fetchMaxWaitMs,
    minBytes: 1,
    autocommit: false,
  });
  const stream = await consumer.consume({ topics: [topics.input], mode: 'earliest' });
  const waiting: { readonly message: Message; readonly atMs: number }[] = [];
  let arrived = Promise.withResolvers<void>();
  stream.on('data', (message) => {
    waiting.push({ message, atMs: performance.now() });
    arrived.resolve();
  });
  let failure: unknown;
  let freeMs = performance.now();
  let stallAtMs = Infinity;
  let triggerMs = performance.now();
  const takesTime = fixedMicros + perRecordMicros > 0;
  for (;;) {
    if (waiting.length === 0) await arrived.promise;
    if (stall !== undefined && stallAtMs === Infinity) stallAtMs = performance.now() + stall.afterMs;
    if (everyMs > 0) {
      triggerMs += everyMs * Math.max(1, Math.ceil((performance.now() - triggerMs) / everyMs));
      await until(triggerMs);
    }
    if (stall !== undefined && performance.now() >= stallAtMs) {
      await until(stallAtMs + stall.forMs);
      [freeMs, stallAtMs] = [performance.now(), Number.MAX_VALUE];
    }
    const batch = waiting.splice(0, everyMs === 0 && takesTime ? 1 : waiting.length);
    if (waiting.length === 0) arrived = Promise.withResolvers<void>();
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
