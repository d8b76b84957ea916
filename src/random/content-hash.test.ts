import { describe, expect, test } from 'vitest';
import { hashBytes, hashNumber } from './content-hash.ts';

const output = new Uint32Array(2);

function ofNumber(value: number): string {
  hashNumber(value, output);
  return output.join();
}

function ofText(text: string): string {
  hashBytes(Buffer.from(text), output);
  return output.join();
}

test('equal numbers have equal hashes, also 0 and −0, and all bit patterns of NaN', () => {
  const otherNaN = new Float64Array(new BigUint64Array([0x7ff8_0000_0000_0001n]).buffer)[0];
  expect(ofNumber(-0)).toBe(ofNumber(0));
  expect(ofNumber(otherNaN)).toBe(ofNumber(NaN));
});

test('the hash of a number is Threefry of its bits, high word last', () => {
  // The known answer of Random123 for a counter and a key of zeros.
  expect(ofNumber(0)).toBe([0x6b200159, 0x99ba4efe].join());
});

test('similar numbers and texts have different hashes', () => {
  const numbers = Array.from({ length: 10_000 }, (_, index) => ofNumber(index / 4));
  const texts = Array.from({ length: 10_000 }, (_, index) => ofText(`user-${index}`));
  expect(new Set([...numbers, ...texts]).size).toBe(20_000);
});

describe('each bit of a hash is 1 in half of the cases', () => {
  test.each([
    { name: 'numbers', bitsOf: (index: number) => hashNumber(index, output) },
    { name: 'texts', bitsOf: (index: number) => hashBytes(Buffer.from(`key ${index}`), output) },
  ])('over $name', ({ bitsOf }) => {
    const count = 10_000;
    const ones = new Array<number>(64).fill(0);
    for (let index = 0; index < count; index++) {
      bitsOf(index);
      for (let bit = 0; bit < 64; bit++) ones[bit] += (output[bit >> 5] >>> (bit & 31)) & 1;
    }
    // Four and a half standard deviations: once in 150,000 bits.
    for (const each of ones) expect(Math.abs(each - count / 2)).toBeLessThan(4.5 * Math.sqrt(count / 4));
  });
});

test.each([
  ['', '\0'],
  ['a', 'a\0'],
  ['12345678', '12345678\0'],
  ['abcdefghABCDEFGH', 'ABCDEFGHabcdefgh'],
  ['\0\0\0\0\0\0\0\0', ''],
])('%j and %j differ', (left, right) => {
  expect(ofText(left)).not.toBe(ofText(right));
});
