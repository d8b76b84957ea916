import { bids } from './events.ts';
import { query } from './query.ts';

export const q1 = query(
  1,
  'Currency conversion: every bid with its price in euros. The product is a floating-point number; published: a decimal one.',
  (events) =>
    bids(events).project(({ auction, bidder, price, time, extra }) => ({
      auction,
      bidder,
      price: price.multiply(0.908),
      time,
      extra,
    })),
);
