import { expect, test } from 'vitest';
import { DueMap } from './due-map.ts';

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
