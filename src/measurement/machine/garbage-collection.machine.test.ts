import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { observeGarbageCollection } from './garbage-collection.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('each pause has its time on the time line of performance.now()', async () => {
  const observed = observeGarbageCollection();
  const before = performance.now();
  collect();
  const between = performance.now();
  collect();
  const after = performance.now();
  const pauses = await observed.stop();
  const within = (from: number, to: number): number =>
    pauses.filter(({ startMs, durationMs }) => durationMs > 0 && startMs >= from && startMs + durationMs <= to).length;
  expect(within(before, between)).toBeGreaterThan(0);
  expect(within(between, after)).toBeGreaterThan(0);
});

test('an observation that was stopped has no further pauses', async () => {
  const pauses = await observeGarbageCollection().stop();
  const { length } = pauses;
  const other = observeGarbageCollection();
  collect();
  expect((await other.stop()).length).toBeGreaterThan(0);
  expect(pauses).toHaveLength(length);
});
