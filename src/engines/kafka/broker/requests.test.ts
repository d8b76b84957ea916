import { expect, test } from 'vitest';
import { requestsOf } from './requests.ts';

const messagesOf = (sizes: readonly number[]) => sizes.map((size) => ({ value: Buffer.alloc(size) }));
const sizesIn = (sizes: readonly number[]) =>
  requestsOf(messagesOf(sizes)).map((request) => request.map(({ value }) => value.length));

test('few messages are one request, and none are none', () => {
  expect(sizesIn([1, 2, 3])).toEqual([[1, 2, 3]]);
  expect(sizesIn([])).toEqual([]);
});

test('many messages are several requests, each below what brokers accept', () => {
  expect(sizesIn([300_000, 300_000, 10, 600_000, 5])).toEqual([[300_000, 300_000], [10, 600_000], [5]]);
});
