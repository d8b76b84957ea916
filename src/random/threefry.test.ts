import { expect, test } from 'vitest';
import { threefry2x32 } from './threefry.ts';

test.each([
  // From tests/kat_vectors of Random123: counter, key, result.
  [0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
  [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
])('gives the published words for counter %i %i and key %i %i', (counter0, counter1, key0, key1, word0, word1) => {
  const output = new Uint32Array(2);
  threefry2x32(counter0, counter1, key0, key1, output);
  expect([...output]).toEqual([word0, word1]);
});
