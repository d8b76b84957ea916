import { max, mean, min, sum } from '../../builder/aggregate.ts';
import { bids } from './events.ts';
import { bidsByRank } from './price-ranks.ts';
import { query } from './query.ts';

const dayMs = 86_400_000;

export const q17 = query(
  17,
  'Auction statistics: a table of the number of bids, in total and by three price levels, and of the lowest, ' +
    'highest, mean and total price, for each auction and day. Updated at each bid. It grows with every auction, as ' +
    'in the published query.',
  (events) =>
    bids(events)
      .project(({ auction, time, price }) => ({ auction, day: time.truncateTo(dayMs), price }))
      .groupBy({
        by: ['auction', 'day'],
        aggregates: ({ price }) => ({
          ...bidsByRank({ price }),
          minPrice: min(price),
          maxPrice: max(price),
          averagePrice: mean(price),
          sumPrice: sum(price),
        }),
      }),
);
