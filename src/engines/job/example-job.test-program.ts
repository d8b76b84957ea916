import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import avro from 'avsc';
import { Consumer, Producer, type Message } from '@platformatic/kafka';

// A job as a user has it, for tests: it knows nothing of stream-bench but what its command and environment tell.
// example-job BROKER IN OUT pass | lossy | count | sleep MS | ends | silent | text | avro SCHEMA

const [bootstrap, input, output, what, ...settings] = process.argv.slice(2);
const client = { clientId: 'example', bootstrapBrokers: [bootstrap] };
const producer = new Producer(client);
const schema =
  what === 'avro' ? avro.Type.forSchema(JSON.parse(readFileSync(settings[0], 'utf8')) as avro.Schema) : undefined;
const counts = new Map<string, number>();
let done = 0;

if (what === 'ends') {
  console.log('starting');
  console.error('no configuration found');
  process.exit(3);
}

const consumer = new Consumer({ ...client, groupId: 'example', maxWaitTime: 10, minBytes: 1, autocommit: false });
const stream = await consumer.consume({ topics: [input], mode: 'earliest' });
const waiting: Message[] = [];
console.log('ready');
stream.on('data', (message) => waiting.push(message));
for (;;) {
  await setTimeout(1);
  const batch = waiting.splice(0);
  if (batch.length === 0 || what === 'silent') continue;
  // The work of a batch: it takes at least that.
  if (what === 'sleep') await setTimeout(Number(settings[0]));
  const rows = batch.flatMap(rowsOf);
  if (rows.length > 0) await producer.send({ messages: rows, acks: 1 });
  await batch.at(-1)!.commit();
}

function rowsOf(message: Message): { topic: string; value: Buffer; headers: Message['headers'] }[] {
  const { value, headers } = message;
  const row = { topic: output, headers };
  if (what === 'avro') return [{ ...row, value: Buffer.from(JSON.stringify(schema!.fromBuffer(value))) }];
  if (what === 'lossy' && ++done % 10 === 0) return [];
  if (what === 'text') return [{ ...row, value: Buffer.from('no JSON') }];
  if (what !== 'count') return [{ ...row, value }];
  const { key, time } = JSON.parse(value.toString()) as { key: string; time: string };
  const window = Math.floor(Date.parse(time) / 10_000) * 10_000;
  const group = `${key} ${window}`;
  const n = (counts.get(group) ?? 0) + 1;
  counts.set(group, n);
  return [{ ...row, value: Buffer.from(JSON.stringify({ key, window, n, at: Date.now() })) }];
}
