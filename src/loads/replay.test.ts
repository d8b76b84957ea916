import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanRate, replay } from './replay.ts';

const second = 1e9;

test('the first record arrives at the start, the others after the gaps of their event times', () => {
  const load = replay({ recorded: { eventTimesMicros: [5e6, 5e6, 5_250_000, 7e6], speed: 1 } });
  const arrivals = load.arrivalsNanos(Infinity, 1);
  expect([...arrivals]).toEqual([0, 0, 0.25 * second, 2 * second]);
  expect(meanRate(arrivals)).toBe(1.5);
});

test('at 60 times the speed a minute takes a second, at half the speed two', () => {
  const eventTimesMicros = [0, 60e6, 3600e6];
  expect([...replay({ recorded: { eventTimesMicros, speed: 60 } }).arrivalsNanos(Infinity, 1)]).toEqual([
    0,
    second,
    60 * second,
  ]);
  expect([...replay({ recorded: { eventTimesMicros, speed: 0.5 } }).arrivalsNanos(Infinity, 1)]).toEqual([
    0,
    120 * second,
    7200 * second,
  ]);
});

test('a record that is out of order arrives together with the one before it', () => {
  const eventTimesMicros = [10e6, 12e6, 11e6, 9e6, 12.5e6];
  expect([...replay({ recorded: { eventTimesMicros, speed: 1 } }).arrivalsNanos(Infinity, 1)]).toEqual(
    [0, 2, 2, 2, 2.5].map((seconds) => seconds * second),
  );
});

test('records that would arrive at the end of the duration or later are cut off', () => {
  const load = replay({ recorded: { eventTimesMicros: [0, 1e6, 1e6, 2e6], speed: 1 } });
  expect(load.arrivalsNanos(2 * second, 1)).toHaveLength(3);
  expect(load.arrivalsNanos(2 * second + 1, 1)).toHaveLength(4);
  expect(load.arrivalsNanos(0, 1)).toHaveLength(0);
});

test('arrivals ascend in whole nanoseconds, each within half a nanosecond of its exact time', () => {
  const times = fc.array(fc.integer({ min: -1e15, max: 1e15 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(times, fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (eventTimesMicros, speed) => {
      const arrivals = replay({ recorded: { eventTimesMicros, speed } }).arrivalsNanos(Infinity, 1);
      expect(arrivals).toHaveLength(eventTimesMicros.length);
      for (const [index, arrival] of arrivals.entries()) {
        const latest = Math.max(...eventTimesMicros.slice(0, index + 1));
        const exact = ((latest - eventTimesMicros[0]) * 1000) / speed;
        expect(Number.isInteger(arrival)).toBe(true);
        expect(Math.abs(arrival - exact)).toBeLessThanOrEqual(0.5);
        expect(arrival).toBeGreaterThanOrEqual(arrivals[Math.max(0, index - 1)]);
      }
    }),
  );
});

test('the mean rate is that of the gaps', () => {
  expect(meanRate(Float64Array.of(second, 2 * second, 5 * second))).toBe(0.5);
  expect(meanRate(Float64Array.of(7, 7))).toBe(Infinity);
  expect(meanRate(Float64Array.of(7))).toBe(Infinity);
});

test.each([0, -1, NaN, Infinity])('a speed of %d is refused with a remedy', (speed) => {
  expect(() => replay({ recorded: { eventTimesMicros: [1], speed } })).toThrow(
    `load 'replay': ${speed} is not a speed\nGive recorded data, and a speed above 0, such as 60.`,
  );
});

test('an empty recording is refused', () => {
  expect(() => replay({ recorded: { eventTimesMicros: [], speed: 1 } })).toThrow(
    `load 'replay': no recorded event times are given`,
  );
});
