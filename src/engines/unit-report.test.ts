import { describe, expect, test } from 'vitest';
import { isSameAnswer, type Answer } from './unit-report.ts';

const answer: Answer = { rows: 3, digest: 'in order', unorderedDigest: 'in any order' };
const withoutOrder: Answer = { ...answer, digest: null };

describe('two answers are the same', () => {
  test.each<[string, Answer, Answer]>([
    ['with the same rows in the same order', answer, { ...answer }],
    ['with the same rows, where one has no order', answer, withoutOrder],
    ['with the same rows, where neither has an order', withoutOrder, { ...withoutOrder }],
    ['with the same rows in order, which decide alone', answer, { ...answer, unorderedDigest: 'of others' }],
  ])('%s', (_, left, right) => {
    expect([isSameAnswer(left, right), isSameAnswer(right, left)]).toEqual([true, true]);
  });
});

describe('two answers differ', () => {
  test.each<[string, Answer, Answer]>([
    ['with the same rows in another order', answer, { ...answer, digest: 'in another order' }],
    ['with other rows, where one has no order', answer, { ...withoutOrder, unorderedDigest: 'of others' }],
    ['with other rows, where neither has an order', withoutOrder, { ...withoutOrder, unorderedDigest: 'of others' }],
    ['with more rows, where one has no order', answer, { ...withoutOrder, rows: 4 }],
    ['with more rows, where neither has an order', withoutOrder, { ...withoutOrder, rows: 4 }],
  ])('%s', (_, left, right) => {
    expect([isSameAnswer(left, right), isSameAnswer(right, left)]).toEqual([false, false]);
  });
});
