// Code that the compiler refuses has no type.
// oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return
import { describe, expect, expectTypeOf, test } from 'vitest';
import type {
  BooleanExpression,
  NumberExpression,
  TextExpression,
  TimestampExpression,
} from '../pipeline/expression.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { count, max, mean, min, sum } from './aggregate.ts';
import { streamFrom } from './stream.ts';

const orders = streamFrom(
  { time: 'timestamp', customer: 'text', cents: 'integer', weight: 'float?', paid: 'boolean' },
  'time',
  5,
);
const customers = staticTable({
  schema: { customer: 'text', country: 'text?', limitCents: 'integer' },
  key: 'customer',
  rows: [],
});

describe('what the type checker knows', () => {
  test('the columns of the schema, with the methods of their types', () => {
    orders.filter((order) => {
      expectTypeOf(order).toHaveProperty('cents').toEqualTypeOf<NumberExpression<'integer'>>();
      expectTypeOf(order).toHaveProperty('weight').toEqualTypeOf<NumberExpression<'float'>>();
      expectTypeOf(order).toHaveProperty('paid').toEqualTypeOf<BooleanExpression>();
      expectTypeOf(order).toHaveProperty('customer').toEqualTypeOf<TextExpression>();
      expectTypeOf<keyof typeof order>().toEqualTypeOf<'time' | 'customer' | 'cents' | 'weight' | 'paid'>();
      return order.paid;
    });
  });

  test('an unknown column is a compile error, and at run time an error with a suggestion', () => {
    // @ts-expect-error -- there is no column `sents`
    expect(() => orders.filter((order) => order.sents.gt(5))).toThrow(
      "there is no column 'sents'\nDid you mean 'cents'?",
    );
  });

  test('a predicate is a boolean, and a comparison takes values of one type', () => {
    // @ts-expect-error -- a number is no predicate
    expect(() => orders.filter((order) => order.cents)).toThrow('filter() takes a boolean, not integer');
    // @ts-expect-error -- a text is no number
    expect(() => orders.filter((order) => order.cents.gt('5'))).toThrow(
      'gt() takes two values of one type, not integer and text',
    );
    // @ts-expect-error -- a text cannot be added to
    expect(() => orders.filter((order) => order.customer.add(1).gt(0))).toThrow("(text) has no method 'add'");
  });

  test('a projection has only the named columns, with the types of their expressions', () => {
    const projected = orders.project((order) => ({
      euros: order.cents.divide(100),
      double: order.cents.multiply(2),
      late: order.time.gt(0),
    }));
    projected.filter((order) => {
      expectTypeOf<keyof typeof order>().toEqualTypeOf<'euros' | 'double' | 'late'>();
      expectTypeOf(order.euros).toEqualTypeOf<NumberExpression<'float'>>();
      expectTypeOf(order.double).toEqualTypeOf<NumberExpression<'integer'>>();
      return order.late;
    });
    expect(projected.plan.schema).toEqual({ euros: 'float?', double: 'integer', late: 'boolean' });
    // @ts-expect-error -- `cents` is gone
    expect(() => projected.filter((order) => order.cents.gt(1))).toThrow("there is no column 'cents'");
  });

  test('a join adds the columns of the table', () => {
    const joined = orders.join(customers, { on: 'customer' });
    joined.filter((order) => {
      expectTypeOf(order.country).toEqualTypeOf<TextExpression>();
      expectTypeOf(order.limitCents).toEqualTypeOf<NumberExpression<'integer'>>();
      return order.cents.gt(order.limitCents);
    });
    // @ts-expect-error -- there is no column `client`
    expect(() => orders.join(customers, { on: 'client' })).toThrow("there is no column 'client'");
  });

  test('a join adds no column for the key of the table', () => {
    const named = staticTable({ schema: { id: 'text', country: 'text' }, key: 'id', rows: [] });
    const joined = orders.join(named, { on: 'customer' });
    expect(Object.keys(joined.plan.schema)).toEqual(['time', 'customer', 'cents', 'weight', 'paid', 'country']);
    // @ts-expect-error -- the key is in `customer`
    expect(() => joined.filter((order) => order.id.eq('a'))).toThrow("there is no column 'id'");
  });

  test('a window has its keys, its bounds and the aggregates', () => {
    const windows = orders.tumblingWindow({
      sizeMs: 1000,
      by: ['customer'],
      aggregates: (order) => ({
        orders: count(),
        cents: sum(order.cents),
        heaviest: max(order.weight),
        first: min(order.time),
        meanCents: mean(order.cents),
      }),
    });
    windows.filter((window) => {
      expectTypeOf<keyof typeof window>().toEqualTypeOf<
        'customer' | 'windowStart' | 'windowEnd' | 'orders' | 'cents' | 'heaviest' | 'first' | 'meanCents'
      >();
      expectTypeOf(window.orders).toEqualTypeOf<NumberExpression<'integer'>>();
      expectTypeOf(window.heaviest).toEqualTypeOf<NumberExpression<'float'>>();
      expectTypeOf(window.first).toEqualTypeOf<TimestampExpression>();
      expectTypeOf(window.windowEnd).toEqualTypeOf<TimestampExpression>();
      return window.orders.gt(1);
    });
    const byClient = () =>
      // @ts-expect-error -- there is no column `client` to group by
      orders.tumblingWindow({ sizeMs: 1000, by: ['client'], aggregates: () => ({}) });
    expect(byClient).toThrow("there is no column 'client'");
    const sumOfTexts = () =>
      // @ts-expect-error -- texts do not add up
      orders.tumblingWindow({ sizeMs: 1000, aggregates: (order) => ({ total: sum(order.customer) }) });
    expect(sumOfTexts).toThrow('sum() takes a number, not text');
  });
});

describe('a stream', () => {
  test('is a plan: each step adds a node that reads the one before, and changes no other', () => {
    const paid = orders.filter((order) => order.paid);
    const { plan } = paid.tumblingWindow({ sizeMs: 1.5, aggregates: () => ({ orders: count() }) });
    expect(plan).toMatchObject({
      kind: 'tumbling-window',
      sizeMicros: 1500,
      input: { kind: 'filter', input: { kind: 'source' } },
    });
    expect(paid.plan).toMatchObject({ kind: 'filter', input: orders.plan });
    expect(orders.plan).toEqual({
      kind: 'source',
      schema: { time: 'timestamp', customer: 'text', cents: 'integer', weight: 'float?', paid: 'boolean' },
      eventTime: 'time',
      watermarkDelayMicros: 5000,
    });
    expect([plan, paid.plan, orders.plan].every((node) => Object.isFrozen(node) && Object.isFrozen(node.schema))).toBe(
      true,
    );
  });

  test('needs an event time that is never null', () => {
    expect(() => streamFrom({ at: 'timestamp?' }, 'at', 0)).toThrow(
      "the event time must be a timestamp that is never null, but column 'at' is timestamp?",
    );
    expect(() => streamFrom({ at: 'integer' }, 'at', 0)).toThrow("but column 'at' is integer");
    expect(() => streamFrom({ time: 'timestamp' }, 'tme', 0)).toThrow("there is no column 'tme'\nDid you mean 'time'?");
  });

  test.each([-1, NaN])('refuses a watermark delay of %d ms', (delayMs) => {
    const takes = 'a number of milliseconds, 0 or more, in whole microseconds';
    expect(() => streamFrom({ time: 'timestamp' }, 'time', delayMs)).toThrow(
      `'watermarkDelayMs' of workload() must be ${takes}, not ${delayMs}`,
    );
  });

  test.each([1.001, 0.007, 4.35, 300_000])('a window of %d ms is a whole number of microseconds', (sizeMs) => {
    const { plan } = orders.tumblingWindow({ sizeMs, aggregates: () => ({}) });
    expect(plan).toHaveProperty('sizeMicros', Number((sizeMs * 1000).toFixed(0)));
  });

  test('refuses a window of a fraction of a microsecond', () => {
    expect(() => orders.tumblingWindow({ sizeMs: 0.0005, aggregates: () => ({}) })).toThrow(
      "'sizeMs' of tumblingWindow() must be a number of milliseconds above 0, in whole microseconds, not 0.0005",
    );
  });
});

describe('what windows cannot have is refused with the call', () => {
  test('a window that slides by more than its size would leave gaps', () => {
    expect(() => orders.slidingWindow({ sizeMs: 5, slideMs: 10, aggregates: () => ({}) })).toThrow(
      "'slideMs' of slidingWindow() must be at most 'sizeMs', so that windows leave no gaps, not 10",
    );
  });

  test.each<[string, () => unknown]>([
    ['an aggregate', () => orders.tumblingWindow({ sizeMs: 5, aggregates: () => ({ windowEnd: count() }) })],
    ['a key', () => orders.sessionWindow({ gapMs: 5, by: ['customer'], aggregates: () => ({ customer: count() }) })],
  ])('%s', (_, build) => {
    expect(build).toThrow(
      /^'aggregates' of \w+\(\): there is a column '(windowEnd|customer)' already\nGive it another/,
    );
  });
});
