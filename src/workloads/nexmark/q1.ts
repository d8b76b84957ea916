import { bids } from './events.ts';
import { query } from './query.ts';

export const q1 = query(
  1,
  'Currency conversion: every bid with its price in euros. The price is a floating-point number; in the published ' +
    'query it is a decimal number.',
  (events) =>
    bids(events).project(({ auction, bidder, price, time, extra }) => ({
      auction,
      bidder,
      price: price.multiply(0.908),
      time,
      extra,
    })),
);
