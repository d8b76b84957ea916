import { expect, test, vi } from 'vitest';
import { DueMap } from './due-map.ts';
import { DueQueue } from './due-queue.ts';

test('a due map gives the values that are due, earliest first, and keeps the others', () => {
  const map = new DueMap<string>();
  for (const due of [30, 10, 20, 40]) map.add(due, `at ${due}`);
  expect([map.isDue(9), map.isDue(10)]).toEqual([false, true]);
  expect(map.takeDue(30)).toEqual([
    [10, 'at 10'],
    [20, 'at 20'],
    [30, 'at 30'],
  ]);
  expect([map.size, map.get(30), map.get(40)]).toEqual([1, undefined, 'at 40']);
  expect([map.isDue(39), map.isDue(40)]).toEqual([false, true]);
});

test('an empty due map has nothing due, until a value is set again', () => {
  const map = new DueMap<string>();
  map.add(10, 'first');
  map.takeDue(10);
  expect([map.isDue(Number.MAX_VALUE), map.takeDue(Infinity)]).toEqual([false, []]);
  map.add(5, 'second');
  expect([map.isDue(4), map.isDue(5)]).toEqual([false, true]);
});

test('values that are not due are not visited when others are taken', () => {
  const looks = vi.spyOn(DueQueue.prototype, 'nextMicros', 'get');
  const visits = [
    vi.spyOn(Map.prototype, 'keys'),
    vi.spyOn(Map.prototype, 'entries'),
    vi.spyOn(Map.prototype, 'values'),
  ];
  const map = new DueMap<number>();
  for (let due = 0; due < 1000; due++) map.add(due, due);
  for (let due = 0; due < 1000; due++) expect(map.takeDue(due)).toEqual([[due, due]]);
  // For each: whether it is due, when, and whether the next one is.
  expect(looks.mock.calls.length).toBeLessThanOrEqual(3 * 1000);
  for (const visit of visits) expect(visit).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
