import { bids } from './events.ts';
import { statisticsByRank } from './price-ranks.ts';
import { query } from './query.ts';

const dayMs = 86_400_000;

export const q15 = query(
  15,
  'Bidding statistics: a table of how many bids, distinct bidders and distinct auctions each day had, in all and by three ' +
    'levels of price; updated at each bid.',
  (events) =>
    bids(events)
      .project(({ time, price, bidder, auction }) => ({ day: time.truncateTo(dayMs), price, bidder, auction }))
      .runningAggregate({ by: ['day'], aggregates: statisticsByRank })
      .project((row) => {
        const { price: _, bidder: __, auction: ___, ...statistics } = row;
        return statistics;
      })
      .latest({ by: ['day'] }),
);
