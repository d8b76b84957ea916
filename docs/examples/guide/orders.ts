import { count, csv, mean, workload } from '@stream-bench/stream-bench';

const orders = csv({
  path: new URL('orders.csv', import.meta.url), // beside this file
  schema: { time: 'timestamp', shop: 'text', item: 'text', cents: 'integer?' }, // ?: may be empty
  eventTime: 'time', // when the order was placed
});

export default workload({
  name: 'orders',
  source: orders,
  pipeline: (records) =>
    records
      .filter((order) => order.item.eq('tea'))
      .tumblingWindow({
        sizeMs: 10_000,
        by: ['shop'],
        aggregates: (order) => ({ orders: count(), meanCents: mean(order.cents) }),
      }),
});
