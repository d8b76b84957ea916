import { expect, test } from 'vitest';
import { EpochWaits } from './epoch-waits.ts';
import { eachItsOwnCommit } from './invocation.ts';

const ends = { epochNanos: 1000, phaseNanos: 300 };

/** Records that arrive at these times and become visible at these. */
function waitsOf(records: readonly (readonly [arrivalNanos: number, visibleNanos: number])[]): EpochWaits {
  const waits = new EpochWaits(ends);
  for (const [arrivalNanos, visibleNanos] of records) {
    eachItsOwnCommit((invocation) => waits.observeEffect(arrivalNanos, invocation))(0, 1, 0, 0, visibleNanos);
  }
  return waits;
}

test('a record waits for the end of the epoch in which it becomes visible', () => {
  const waits = waitsOf([
    [100, 350],
    [310, 1340],
    // Handed over after the end of the epoch, and committed at once: it did not wait.
    [1310, 1330],
  ]).waits(0)!;
  expect([waits.count, waits.max, waits.mean]).toEqual([3, 990, (200 + 990 + 0) / 3]);
});

test('nothing is known where a commit can have been longer than an epoch', () => {
  const waits = waitsOf([[100, 350]]);
  waits.observeCommit({ from: 0, to: 1, startNanos: 300, committedNanos: 700 });
  expect(waits.waits(599)).not.toBeNull();
  expect(waits.waits(600)).toBeNull();
});
