import { expect, test } from 'vitest';
import { ReadLateness } from './read-lateness.ts';

/**
 * What rows may be late by in milliseconds, of a process that does this: `look 5` is a look at 5 ms, and `rows 5` is
 * the answer to a fetch, with rows, upon which the next one is sent.
 */
function lateMs(happened: string): number[] {
  const lateness = new ReadLateness();
  const rows = happened.split(', ').flatMap((text) => {
    const [what, time] = text.split(' ');
    const nanos = BigInt(Math.round(Number(time) * 1e6));
    if (what === 'look') lateness.observe(nanos);
    else lateness.answered(nanos);
    return what === 'look' ? [] : [lateness.noted];
  });
  return rows.map((noted) => lateness.at(noted) / 1e6);
}

test('a process that has time reads nothing late, and a timer is up to a millisecond late by itself', () => {
  expect(lateMs('look 0, rows 0.5, look 1, rows 1.5, look 2, rows 2.5, look 4, rows 4.1, look 5')).toEqual([
    0, 0, 0, 0,
  ]);
});

test('what is read in or after a stop may be late by that, and so may what comes with the next fetch', () => {
  const before = 'look 0, rows 0.5, look 1, rows 1.5, look 2, rows 2.5';
  const after = 'look 502, rows 502.1, look 503, rows 503.5, look 504, rows 504.5, look 505';
  expect(lateMs(`${before}, ${after}`)).toEqual([0, 0, 498, 498, 498, 0]);
});

test('a fetch that has waited for its rows brings none of the time of a short stop before it', () => {
  const after = (waited: number) => `look 8, rows 8.1, look 9, look 10, look 11, rows ${8.1 + waited}, look 12`;
  expect(lateMs(`look 0, rows 0.5, look 1, rows 1.5, look 2, ${after(3.5)}`)).toEqual([0, 0, 4, 0]);
  expect(lateMs(`look 0, rows 0.5, look 1, rows 1.5, look 2, ${after(2.9)}`)).toEqual([0, 0, 4, 4]);
});

test('a stop between two looks delays what is read in it', () => {
  expect(lateMs('look 0, rows 0.5, look 1, rows 1.5, look 2, rows 501, rows 501.1, look 502')).toEqual([
    0, 0, 498, 498,
  ]);
});
