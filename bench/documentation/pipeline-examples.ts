/**
 * The examples of docs/pipeline.md, by the names that users type. All read docs/examples/guide/orders.csv.
 * Their text is shown as it stands here; see `example-text.ts`.
 */
import {
  approximateCountDistinct,
  approximateQuantile,
  count,
  countDistinct,
  first,
  last,
  max,
  mean,
  min,
  standardDeviation,
  sum,
  variance,
  type Aggregate,
} from '../../src/builder/aggregate.ts';
import { streamFrom, type Output, type Stream } from '../../src/builder/stream.ts';
import type { AggregateName } from '../../src/operators/aggregates/index.ts';
import type { Expression } from '../../src/pipeline/expression.ts';
import type { FunctionName } from '../../src/pipeline/functions/index.ts';
import type { Row, RowTypes } from '../../src/pipeline/row.ts';
import { staticTable } from '../../src/pipeline/static-table.ts';
import { when } from '../../src/pipeline/when.ts';

export const schema = {
  time: 'timestamp',
  shop: 'text',
  item: 'text',
  cents: 'integer?',
  tags: 'text?',
  paid: 'boolean',
} as const;

export const orders = streamFrom(schema, 'time', 0);
type Orders = typeof orders;
type Order = Row<Orders extends Stream<infer T> ? T : never>;

/** The methods of a stream. */
export type OperatorName = Exclude<keyof Stream<RowTypes> & string, 'plan' | 'unusedProblem'>;

const shops = staticTable({
  schema: { name: 'text', city: 'text' },
  key: 'name',
  rows: [{ name: 'north', city: 'Oslo' }],
});

export const operatorExamples: Readonly<Record<OperatorName, () => Output>> = {
  filter: () => orders.filter((order) => order.cents.gt(250)),
  project: () => orders.project((order) => ({ shop: order.shop, euros: order.cents.divide(100) })),
  explode: () => orders.explode({ column: 'tags', into: 'tag', separator: ',' }),
  map: () =>
    orders.map({
      columns: { shop: 'text', initial: 'text' },
      with: (order) => ({ shop: order.shop, initial: order.item.slice(0, 1) }),
    }),
  filterWith: () => orders.filterWith((order) => order.item.startsWith('t')),
  union: () => {
    const teas = orders.filter((order) => order.item.eq('tea'));
    const unpaid = orders.filter((order) => order.paid.not());
    return teas.union(unpaid);
  },
  deduplicate: () => orders.deduplicate({ by: ['shop', 'item'], withinMs: 10_000 }),
  lag: () => orders.lag({ by: ['shop'], columns: (order) => ({ before: order.item }) }),
  runningAggregate: () =>
    orders.runningAggregate({ by: ['shop'], aggregates: (order) => ({ soFar: sum(order.cents) }) }),
  latest: () => orders.latest({ by: ['shop'] }),
  groupBy: () =>
    orders
      .project((order) => ({ shop: order.shop, from: order.time.truncateTo(10_000), cents: order.cents }))
      .groupBy({ by: ['shop', 'from'], aggregates: (order) => ({ orders: count(), cents: sum(order.cents) }) }),
  tumblingWindow: () =>
    orders.tumblingWindow({
      sizeMs: 10_000,
      by: ['shop'],
      aggregates: (order) => ({ orders: count(), meanCents: mean(order.cents) }),
    }),
  slidingWindow: () =>
    orders.slidingWindow({ sizeMs: 10_000, slideMs: 5_000, aggregates: () => ({ orders: count() }) }),
  sessionWindow: () => orders.sessionWindow({ gapMs: 4_000, by: ['shop'], aggregates: () => ({ orders: count() }) }),
  topK: () =>
    orders
      .tumblingWindow({ sizeMs: 10_000, by: ['item'], aggregates: () => ({ orders: count() }) })
      .topK({ k: 1, by: 'orders' }),
  join: () => orders.join(shops, { on: 'shop', type: 'left' }),
  intervalJoin: () => {
    const cakes = orders.filter((order) => order.item.eq('cake'));
    const teas = orders
      .filter((order) => order.item.eq('tea'))
      .project((order) => ({ shop: order.shop, teaAt: order.time }));
    return cakes.intervalJoin(teas, { on: ['shop'], withinMs: 5_000 });
  },
  asOfJoin: () => {
    const unpaid = orders.filter((order) => order.paid.not());
    const teas = orders
      .filter((order) => order.item.eq('tea'))
      .project((order) => ({ shop: order.shop, teaCents: order.cents }));
    return unpaid.asOfJoin(teas, { on: ['shop'], withinMs: 60_000, type: 'left' });
  },
};

/** Of all orders. */
export const aggregateExamples: Readonly<Record<AggregateName, (order: Order) => Aggregate>> = {
  count: (order) => count(order.cents),
  sum: (order) => sum(order.cents),
  mean: (order) => mean(order.cents),
  min: (order) => min(order.cents),
  max: (order) => max(order.item),
  first: (order) => first(order.cents),
  last: (order) => last(order.tags),
  variance: (order) => variance(order.cents),
  standardDeviation: (order) => standardDeviation(order.cents),
  countDistinct: (order) => countDistinct(order.cents),
  approximateCountDistinct: (order) => approximateCountDistinct(order.item),
  approximateQuantile: (order) => approximateQuantile(order.cents, 0.5),
};

/** Of the first order: 250 cents for tea in the north at 12:00:00. */
export const functionExamples: Readonly<Record<FunctionName, (order: Order) => Expression>> = {
  eq: (order) => order.item.eq('tea'),
  ne: (order) => order.item.ne('tea'),
  lt: (order) => order.cents.lt(250),
  le: (order) => order.cents.le(250),
  gt: (order) => order.time.gt(new Date('2026-01-31T11:00:00Z')),
  ge: (order) => order.time.ge('2026-01-31T13:00:00Z'),
  in: (order) => order.item.in('tea', 'juice'),
  least: (order) => order.cents.least(300, 400),
  greatest: (order) => order.cents.greatest(300, 400),
  and: (order) => order.cents.gt(100).and(order.cents.lt(200)),
  or: (order) => order.cents.gt(100).or(order.cents.lt(200)),
  not: (order) => order.paid.not(),
  isNull: (order) => order.cents.isNull(),
  case: (order) => when(order.cents.gt(300), 'large').when(order.cents.gt(200), 'medium').otherwise('small'),
  coalesce: (order) => order.cents.coalesce(0),
  nullIf: (order) => order.cents.nullIf(250),
  add: (order) => order.cents.add(1),
  subtract: (order) => order.cents.subtract(0.5),
  multiply: (order) => order.cents.multiply(2),
  divide: (order) => order.cents.divide(100),
  remainder: (order) => order.cents.remainder(100),
  negate: (order) => order.cents.negate(),
  abs: (order) => order.cents.negate().abs(),
  floor: (order) => order.cents.divide(100).floor(),
  ceil: (order) => order.cents.divide(100).ceil(),
  round: (order) => order.cents.divide(100).round(),
  toInteger: (order) => order.cents.divide(100).toInteger(),
  toFloat: (order) => order.cents.toFloat(),
  sqrt: (order) => order.cents.sqrt(),
  ln: (order) => order.cents.ln(),
  exp: (order) => order.cents.divide(100).exp(),
  power: (order) => order.cents.power(2),
  lower: (order) => order.shop.lower(),
  upper: (order) => order.shop.upper(),
  trim: (order) => order.shop.trim(),
  length: (order) => order.shop.length(),
  substring: (order) => order.shop.substring(2, 3),
  splitPart: (order) => order.tags.splitPart(',', 2),
  concat: (order) => order.shop.concat('/', order.item),
  startsWith: (order) => order.shop.startsWith('no'),
  endsWith: (order) => order.shop.endsWith('no'),
  contains: (order) => order.shop.contains('or'),
  truncateTo: (order) => order.time.truncateTo(3_600_000),
  hourOfDay: (order) => order.time.hourOfDay(),
  dayOfWeek: (order) => order.time.dayOfWeek(),
  microsSince: (order) => order.time.microsSince('2026-01-31T11:59:59Z'),
  millisSince: (order) => order.time.millisSince('2026-01-31T11:59:59Z'),
  addMicros: (order) => order.time.addMicros(1_500_000),
};

/** What each does, where its name does not say it all. */
export const meanings: Readonly<Record<AggregateName | FunctionName, string>> = {
  count: 'number of values that are not null; `count()`: of rows',
  sum: 'of integers exact, or an error beyond ±2^53; of floats in order of arrival',
  mean: 'arithmetic mean',
  min: 'smallest value',
  max: 'largest value',
  first: 'first to arrive that is not null',
  last: 'last to arrive that is not null',
  variance: 'of a sample (n − 1); null below two values',
  standardDeviation: 'root of the variance; null below two values',
  countDistinct: 'exact; keeps all values',
  approximateCountDistinct: 'HyperLogLog: 4 KiB, standard error 1.6 %',
  approximateQuantile: 'DDSketch: at most 1 % off; second argument 0 to 1',
  eq: 'equal',
  ne: 'not equal',
  lt: 'less',
  le: 'less or equal',
  gt: 'greater',
  ge: 'greater or equal',
  in: 'equals one of them; null if it equals none and one of them is null',
  least: 'smallest; nulls are ignored',
  greatest: 'largest; nulls are ignored',
  and: 'false if one of them is false, else null if one is null',
  or: 'true if one of them is true, else null if one is null',
  not: 'true for false',
  isNull: 'never null; also `isNotNull()`',
  case: 'value of the first condition that is true; `otherwiseNull()`: null if none is',
  coalesce: 'first that is not null',
  nullIf: 'null if equal, else the value itself',
  add: 'exact for integers, or an error beyond ±2^53',
  subtract: 'as add',
  multiply: 'as add',
  divide: 'null if the divisor is 0',
  remainder: 'sign of the dividend; null if the divisor is 0',
  negate: 'with the other sign',
  abs: 'without the sign',
  floor: 'down; keeps the type',
  ceil: 'up; keeps the type',
  round: 'halves away from 0; keeps the type',
  toInteger: 'towards 0; null beyond ±2^53',
  toFloat: 'the same number',
  sqrt: 'null for negative numbers',
  ln: 'natural logarithm; null for 0 and below',
  exp: 'e to this power',
  power: 'null where it is no real number',
  lower: 'A to Z only',
  upper: 'a to z only',
  trim: 'without spaces at both ends',
  length: 'in code points',
  substring: 'start, counted from 1, and length',
  splitPart: "number of the part, from 1; after the last ''",
  concat: 'joined',
  startsWith: '',
  endsWith: '',
  contains: '',
  truncateTo: 'down to a multiple of these **milliseconds** since 1970',
  hourOfDay: '0 to 23, UTC',
  dayOfWeek: '1 (Monday) to 7, UTC',
  microsSince: 'in **microseconds**',
  millisSince: 'in **milliseconds**, with fractions',
  addMicros: 'in **microseconds**; `addMillis(1500)`: in milliseconds',
};
