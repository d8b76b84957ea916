import avro from 'avsc';
import { expect, test } from 'vitest';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import { StreamBenchError } from '../../../errors.ts';
import { avroWriter } from './avro-records.ts';
import { avroSchema } from './avro-schema.ts';

const schema = { time: 'timestamp', card: 'text', amount: 'float?', count: 'integer', isNew: 'boolean?' } as const;
const records = new Table(schema, new Dictionary());
records.append([1_767_225_600_000_001, 'ä', 1.5, -7, null]);
records.append([0, '', null, 7, true]);

test('records can be read by the schema of their columns', () => {
  const write = avroWriter(records, 'number');
  const type = avro.Type.forSchema(avroSchema(schema, 'number') as avro.Schema);
  expect([0, 1].map((record) => ({ ...(type.fromBuffer(write(record)) as object) }))).toEqual([
    { time: 1_767_225_600_000_001, card: 'ä', amount: 1.5, count: -7, isNew: null, number: 0 },
    { time: 0, card: '', amount: null, count: 7, isNew: true, number: 1 },
  ]);
});

test('the schema says what a time is, and which values may be absent', () => {
  expect(avroSchema({ time: 'timestamp', note: 'text?' })).toEqual({
    type: 'record',
    name: 'Record',
    fields: [
      { name: 'time', type: { type: 'long', logicalType: 'timestamp-micros' } },
      { name: 'note', type: ['null', 'string'] },
    ],
  });
});

test('whole numbers are exact to the last one', () => {
  const whole = new Table({ count: 'integer' }, new Dictionary());
  const numbers = [2 ** 53 - 1, -(2 ** 53 - 1), -(2 ** 52) - 1, -1, 0, 63, 64];
  numbers.forEach((number) => whole.append([number]));
  const write = avroWriter(whole);
  expect(numbers.map((_, record) => zigzag(write(record)))).toEqual(numbers.map(BigInt));
});

/** As the specification of Avro writes a long: seven bits to a byte, the lowest first, the sign in the lowest bit. */
function zigzag(bytes: Buffer): bigint {
  const value = bytes.reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 0x7f), 0n);
  return value & 1n ? -(value + 1n) / 2n : value / 2n;
}

test('a name that Avro does not know is refused', () => {
  const odd = new Table({ 'a b': 'integer' }, new Dictionary());
  expect(() => avroWriter(odd)).toThrow(StreamBenchError);
});
