import { generated, staticTable, workload } from '../index.ts';

const rows = 10_000;
/** What JSON does not have as a number, and a key that is equal to another one. */
const odd = [NaN, Infinity, -0];

const shops = staticTable({
  schema: { shop: 'integer', name: 'text?', opened: 'timestamp?', size: 'float?' },
  key: 'shop',
  rows: Array.from({ length: rows }, (_, shop) => ({
    shop,
    name: shop % 5 === 0 ? null : `"shop"\n'${shop}'`,
    opened: shop % 3 === 0 ? null : new Date(1_500_000_000_000 + shop),
    size: odd[shop % 7] ?? (shop % 11 === 0 ? null : shop / 8),
  })),
});

const sizes = staticTable({
  schema: { size: 'float', isOdd: 'boolean' },
  key: 'size',
  rows: [...odd.slice(0, 2), 0, 0.5, 1250].map((size) => ({ size, isOdd: !Number.isFinite(size) })),
});

/** Joins with a table of ten thousand rows, in which every third key is missing or null, and with one by a double. */
export default workload({
  name: 'large-table',
  source: generated({
    schema: { time: 'timestamp', shop: 'integer?' },
    eventTime: 'time',
    record: (random, index) => ({ shop: index % 6 === 0 ? null : random.integer(1.2 * rows) }),
  }),
  pipeline: (records) =>
    records
      .join(shops, { on: 'shop', type: 'left' })
      .join(sizes, { on: 'size', type: 'left' })
      .filter((row) => row.isOdd.isNull().or(row.shop.remainder(2).eq(0)).or(row.size.eq(0))),
});
