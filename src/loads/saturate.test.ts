import { expect, test } from 'vitest';
import { StreamBenchError } from '../errors.ts';
import { saturate } from './saturate.ts';

test('every record arrives at the start, whatever the duration', () => {
  const load = saturate({ count: 3 });
  expect([...load.arrivalsNanos(1e9, 1)]).toEqual([0, 0, 0]);
  expect([...load.arrivalsNanos(0, 2)]).toEqual([0, 0, 0]);
});

test.each([0, -1, 1.5, NaN, Infinity])('a count of %d is refused with a remedy', (count) => {
  expect(() => saturate({ count })).toThrow(StreamBenchError);
  expect(() => saturate({ count })).toThrow(
    `load 'saturate': ${count} is not a number of records\nGive a whole number of records above 0, such as 1000000.`,
  );
});
