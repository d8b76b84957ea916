import { bids } from './events.ts';
import { statisticsByRank } from './price-ranks.ts';
import { query } from './query.ts';

const dayMs = 86_400_000;

export const q15 = query(
  15,
  'Bidding statistics: a table of the number of bids, distinct bidders and distinct auctions per day, in total and ' +
    'by three price levels. Updated at each bid.',
  (events) =>
    bids(events)
      .project(({ time, price, bidder, auction }) => ({ day: time.truncateTo(dayMs), price, bidder, auction }))
      .groupBy({ by: ['day'], aggregates: statisticsByRank }),
);
