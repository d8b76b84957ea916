import { expect, test } from 'vitest';
import { murmurHash128 } from './murmur-hash.ts';

/** The 16 bytes of the hash, from the lowest word to the highest, each with its lowest byte first. */
function hashOf(bytes: Uint8Array, seed: number): Buffer {
  const padded = Buffer.concat([bytes, Buffer.alloc(3)]);
  const words = Int32Array.from({ length: (bytes.length + 3) >>> 2 }, (_, index) => padded.readInt32LE(4 * index));
  const output = new Int32Array(4);
  murmurHash128(words, bytes.length, output, seed);
  const hash = Buffer.alloc(16);
  for (const [index, word] of output.entries()) hash.writeInt32LE(word, 4 * index);
  return hash;
}

test('passes the verification test of SMHasher', () => {
  // The hashes of {}, {0}, {0, 1} … {0, …, 254} with the seeds 256, 255 … 1; then the hash of them all.
  const keys = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const hashes = Array.from(keys, (_, length) => hashOf(keys.subarray(0, length), 256 - length));
  expect(hashOf(Buffer.concat(hashes), 0).readUInt32LE().toString(16)).toBe('b3ece62a');
});

test('no bytes with seed 0 have hash 0', () => {
  expect(hashOf(new Uint8Array(), 0)).toEqual(Buffer.alloc(16));
});
