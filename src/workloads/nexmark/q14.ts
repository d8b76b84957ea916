import { when } from '../../pipeline/when.ts';
import { bids } from './events.ts';
import { query } from './query.ts';

export const q14 = query(
  14,
  'Calculation: bids with a medium price in euros, whether they were made by day or by night, and the number of ' +
    "c's in their text, counted by a user's function. Only local and node run it.",
  (events) =>
    bids(events)
      .project(({ auction, bidder, price, time, extra }) => ({
        auction,
        bidder,
        price: price.multiply(0.908),
        hour: time.hourOfDay(),
        time,
        extra,
      }))
      .filter(({ price }) => price.gt(1_000_000).and(price.lt(50_000_000)))
      .project(({ auction, bidder, price, hour, time, extra }) => ({
        auction,
        bidder,
        price,
        timeType: when(hour.between(8, 18), 'dayTime')
          .when(hour.le(6).or(hour.ge(20)), 'nightTime')
          .otherwise('otherTime'),
        time,
        extra,
      }))
      .map({
        columns: {
          auction: 'integer',
          bidder: 'integer',
          price: 'float',
          timeType: 'text',
          time: 'timestamp',
          extra: 'text',
          cCount: 'integer',
        },
        with: (bid) => ({ ...bid, cCount: bid.extra.split('c').length - 1 }),
      }),
);
