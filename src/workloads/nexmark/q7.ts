import { max } from '../../builder/aggregate.ts';
import { bids } from './events.ts';
import { query } from './query.ts';

const windowMs = 10_000;

export const q7 = query(
  7,
  'Highest bid: the bids with the highest price in each 10 seconds, by a join of the bids with that price. Windows ' +
    'are half-open; in the published query, a bid on the boundary belongs to both.',
  (events) => {
    const highest = bids(events)
      .tumblingWindow({ sizeMs: windowMs, aggregates: (bid) => ({ price: max(bid.price) }) })
      .project(({ price, windowEnd }) => ({ price, windowEnd }));
    return (
      bids(events)
        .project(({ auction, bidder, price, time, extra }) => ({
          auction,
          bidder,
          price,
          time,
          extra,
          windowEnd: time.truncateTo(windowMs).addMillis(windowMs),
        }))
        // The price is known at the end of the window. By that first: there are fewer windows than prices.
        .intervalJoin(highest, { on: ['windowEnd', 'price'], beforeMs: 0, afterMs: windowMs })
        .project(({ auction, bidder, price, time, extra }) => ({ auction, bidder, price, time, extra }))
    );
  },
);
