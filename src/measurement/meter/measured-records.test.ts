import { expect, test } from 'vitest';
import { fate } from '../../columns/fate.ts';
import type { Invocation } from './invocation.ts';
import { MeasuredRecords } from './measured-records.ts';

const arrivalsNanos = Float64Array.of(10, 20, 30, 40);
const fates = Uint8Array.of(fate.emitted, fate.absorbed, fate.dropped, fate.emitted);

/** What an observer receives of one invocation, visible at 100 ns. */
function visited(invocation: Partial<Invocation>, measuredFrom = 0): { calls: unknown[][]; effects: number } {
  const calls: unknown[][] = [];
  const times = { startNanos: 50, processedNanos: 60, freeNanos: 70, visibleNanos: 100, committedNanos: 200 };
  const whole = { from: 0, to: 4, ...times, takenNanos: 0, causes: new Float64Array(), rows: 0, ...invocation };
  const effects = new MeasuredRecords(arrivalsNanos, fates, measuredFrom).visit(whole, {
    observeEffect(arrivalNanos, latencyNanos, of, isEmitted) {
      expect(of).toBe(whole);
      calls.push([isEmitted ? 'emitted' : 'absorbed', arrivalNanos, latencyNanos]);
    },
    observeDropped: (arrivalNanos) => calls.push(['dropped', arrivalNanos]),
    observeRow: (latencyNanos) => calls.push(['row', latencyNanos]),
  });
  return { calls, effects };
}

test('latency is from the arrival to visibility; a dropped record has none', () => {
  expect(visited({})).toEqual({
    calls: [
      ['emitted', 10, 90],
      ['absorbed', 20, 80],
      ['dropped', 30],
      ['emitted', 40, 60],
    ],
    effects: 3,
  });
});

test('an invocation has its own records', () => {
  expect(visited({ from: 1, to: 3 }).calls).toEqual([
    ['absorbed', 20, 80],
    ['dropped', 30],
  ]);
});

test('records of the warm-up are left out, also in an invocation that measured ones share', () => {
  expect(visited({}, 3)).toEqual({ calls: [['emitted', 40, 60]], effects: 1 });
  expect(visited({ to: 3 }, 3)).toEqual({ calls: [], effects: 0 });
});

test('a row has the latency of the record that caused it, if that one is measured', () => {
  const rows = { from: 3, to: 4, causes: Float64Array.of(0, 1, 3, 2), rows: 3 };
  expect(visited(rows, 1).calls).toEqual([
    ['emitted', 40, 60],
    ['row', 80],
    ['row', 60],
  ]);
});
