import fc from 'fast-check';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import { generated } from '../../../sources/generated.ts';
import { StreamBenchError } from '../../../errors.ts';
import { recordBlocks } from './record-blocks.ts';
import { place, recordRing } from './record-ring.ts';
import { RecordStream } from './record-stream.ts';
import { RingFiller } from './ring-filler.ts';

const source = generated({
  schema: { time: 'timestamp', key: 'text', name: 'text?', amount: 'float', isNew: 'boolean' },
  eventTime: 'time',
  disorderMs: 2,
  resentShare: 0.1,
  record: (random, index, key) => ({
    key: `key ${key % 40}`,
    name: index % 3 === 0 ? null : `name ${index}`,
    amount: random.uniform(),
    isNew: random.uniform() < 0.5,
  }),
});

const count = 3000;
const arrivalsNanos = new Float64Array(new SharedArrayBuffer(8 * count)).map((_, index) => index * 1000);
const whole = source.read(arrivalsNanos, 7, { keys: 60 });

/** Both ends of a ring of 64 rows in one thread. The reading end knows `texts` before. */
function bothEnds(texts: readonly string[]) {
  const ring = recordRing(source.schema, 64);
  const { port1: own, port2: messages } = new MessageChannel();
  const records = Table.over(source.schema, new Dictionary(), ring.cells);
  for (const text of texts) records.dictionary.encode(text);
  const ofRing = { arrivalsNanos, seed: 7, shape: { keys: 60 }, texts };
  const filler = new RingFiller(source, ring, ofRing, (made) => messages.postMessage({ texts: made }));
  const stream = new RecordStream(ring, records, own, () => false);
  return { ring, records, filler, stream, messages, close: () => own.close() };
}

test('the records are those in memory, however the ends take turns and whatever texts are added', async () => {
  const expected = await whole;
  const turns = fc.record({
    fills: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
    takes: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
    texts: fc.array(fc.constantFrom('key 1', 'key 39', 'name 4', 'other'), { maxLength: 3 }),
    added: fc.array(fc.constantFrom('name 1', 'key 2', 'more', ''), { minLength: 1 }),
  });
  fc.assert(
    fc.property(turns, ({ fills, takes, texts, added }) => {
      const { ring, records, filler, stream, close } = bothEnds([...new Set(texts)]);
      for (let at = 0, turn = 0; at < count; turn++) {
        for (let fill = 0; fill < fills[turn % fills.length]; fill++) filler.fill();
        const end = Math.min(stream.readyFrom(at), at + takes[turn % takes.length]);
        for (; at < end; at++) expect(records.row(at % 64)).toEqual(expected.row(at));
        records.dictionary.encode(added[turn % added.length]);
        // As release() does, which gives back more rows at once than this ring has.
        Atomics.store(ring.control, place.released, at);
      }
      close();
    }),
    { numRuns: 50 },
  );
});

test('blocks have the same records', async () => {
  const expected = await whole;
  const { records, fill } = recordBlocks(source, arrivalsNanos, { seed: 7, records: { keys: 60 } });
  for (const [from, to] of fill())
    for (let at = from; at < to; at++) expect(records.row(at - from)).toEqual(expected.row(at));
});

test('a failure of the thread is told', () => {
  const { ring, stream, messages, close } = bothEnds([]);
  messages.postMessage({ problem: { kind: 'input', what: 'no such thing' } });
  Atomics.store(ring.control, place.failed, 1);
  expect(() => stream.readyFrom(0)).toThrow(StreamBenchError);
  close();
});
