import { expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { MultisetHash } from './multiset-hash.ts';
import { murmurHash128 } from './murmur-hash.ts';

function tableOf(schema: Schema, ...rows: readonly (readonly Value[])[]): Table {
  const table = new Table(schema, new Dictionary());
  for (const row of rows) table.append(row);
  return table;
}

function hashOf(table: Table): string {
  const hash = new MultisetHash(table.dictionary);
  hash.update(table);
  return hash.hex();
}

/** MurmurHash3_x86_128 of the bytes. */
function murmur(bytes: Buffer): Buffer {
  const padded = Buffer.concat([bytes, Buffer.alloc(3)]);
  const words = Int32Array.from({ length: (bytes.length + 3) >>> 2 }, (_, index) => padded.readInt32LE(4 * index));
  const [output, hash] = [new Int32Array(4), Buffer.alloc(16)];
  murmurHash128(words, bytes.length, output);
  for (const [index, word] of output.entries()) hash.writeInt32LE(word, 4 * index);
  return hash;
}

function hexOf(sums: readonly number[], rows: number): string {
  return [...sums.map((sum) => sum.toString(16).padStart(8, '0')), rows.toString(16).padStart(16, '0')].join('');
}

function laneSums(rows: readonly Buffer[]): number[] {
  const hashes = rows.map(murmur);
  return [0, 4, 8, 12].map((at) => hashes.reduce((sum, hash) => (sum + hash.readUInt32LE(at)) % 2 ** 32, 0));
}

test('is the sum of MurmurHash3 over the documented encoding, and the number of rows', () => {
  const table = tableOf({ amount: 'float?', name: 'text', paid: 'boolean' }, [1.5, 'ö', true], [null, '', false]);
  const first = Buffer.alloc(48);
  first.writeDoubleLE(1.5, 4);
  murmur(Buffer.from('ö', 'utf8')).copy(first, 12);
  first.writeUInt32LE(1, 28);
  const second = Buffer.alloc(32);
  second.writeUInt32LE(1, 0);
  murmur(Buffer.alloc(0)).copy(second, 4);
  expect(hashOf(table)).toBe(hexOf(laneSums([first.subarray(0, 32), second]), 2));
});

test('is 0 without rows', () => {
  expect(hashOf(tableOf({ id: 'integer' }))).toBe(hexOf([0, 0, 0, 0], 0));
});

test('is the same for every bit pattern of NaN, and for 0 and −0', () => {
  const hashes = [0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff8000000000001n].map((bits) => {
    const table = tableOf({ share: 'float' }, [1]);
    new BigUint64Array(table.columns[0].values.buffer)[0] = bits;
    return hashOf(table);
  });
  expect(new Set(hashes).size).toBe(1);
  const negative = tableOf({ share: 'float' }, [1]);
  negative.columns[0].values[0] = -0;
  expect(hashOf(negative)).toBe(hashOf(tableOf({ share: 'float' }, [0])));
});

test.each<[string, Schema, Value]>([
  ['0', { value: 'float?' }, 0],
  ['1', { value: 'integer?' }, 1],
  ['NaN', { value: 'float?' }, NaN],
  ['false', { value: 'boolean?' }, false],
  ['an empty text', { value: 'text?' }, ''],
])('differs between null and %s', (_, schema, value) => {
  expect(hashOf(tableOf(schema, [null]))).not.toBe(hashOf(tableOf(schema, [value])));
});

test('differs between consecutive numbers in half of its bits on average', () => {
  const hashes = Array.from({ length: 10_000 }, (_, id) => hashOf(tableOf({ id: 'integer' }, [id])).slice(0, 32));
  expect(new Set(hashes).size).toBe(10_000);
  const bits = hashes.map((hash) => BigInt(`0x${hash}`));
  const changed = bits.slice(1).map((hash, index) => (hash ^ bits[index]).toString(2).replaceAll('0', '').length);
  const mean = changed.reduce((sum, count) => sum + count, 0) / changed.length;
  // Half of 128 bits, with a standard deviation of √32; 4.5 standard deviations of the mean.
  expect(Math.abs(mean - 64)).toBeLessThan((4.5 * Math.sqrt(32)) / Math.sqrt(changed.length));
});

test('has room for any number of texts', () => {
  const schema = { name: 'text' } as const;
  const names = Array.from({ length: 3000 }, (_, index) => [`name ${index}`]);
  expect(hashOf(tableOf(schema, ...names))).toBe(hashOf(tableOf(schema, ...names.toReversed())));
});
