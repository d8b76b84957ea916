import { expect, test } from 'vitest';
import type { BooleanExpression } from '../pipeline/expression.ts';
import { count } from './aggregate.ts';
import { streamFrom } from './stream.ts';

const orders = streamFrom({ time: 'timestamp', shop: 'text', item: 'text', cents: 'integer' }, 'time', 0);

/** A condition on a column of the orders, and the orders. */
function shared(): [BooleanExpression, typeof orders] {
  let isLarge: BooleanExpression | undefined;
  const same = orders.filter((order) => (isLarge = order.cents.gt(250)));
  return [isLarge!, same];
}

test('a part of one operator goes into a later one that has its columns', () => {
  const [isLarge, same] = shared();
  expect(() => same.project((order) => ({ ...order, isLarge })).filter(() => isLarge)).not.toThrow();
});

test.each<[string, (isLarge: BooleanExpression, same: typeof orders) => unknown, string]>([
  [
    'is not there any more',
    (isLarge, same) => same.project(({ shop }) => ({ shop })).filter(() => isLarge),
    "the function 'predicate' of filter() reads 'cents' of another row, where it is integer; it is not there",
  ],
  [
    'is another one now',
    (isLarge, same) => same.project(({ item }) => ({ cents: item })).project(() => ({ isLarge })),
    "the function 'columns' of project() reads 'cents' of another row, where it is integer; it is text here",
  ],
  [
    'may be null now',
    (isLarge, same) => same.project(({ cents }) => ({ cents: cents.nullIf(0) })).lag({ columns: () => ({ isLarge }) }),
    "the function 'columns' of lag() reads 'cents' of another row, where it is integer; it is integer? here",
  ],
  [
    'is not there for an aggregate',
    (isLarge, same) =>
      same
        .project(({ shop }) => ({ shop }))
        .groupBy({ by: ['shop'], aggregates: () => ({ orders: count(), large: count(isLarge) }) }),
    "the function 'aggregates' of groupBy() reads 'cents' of another row",
  ],
])('a part whose column %s is refused', (_, build, message) => {
  expect(() => build(...shared())).toThrow(message);
});
