import { query } from './query.ts';
import { winningBids } from './winning-bids.ts';

export const q9 = query(
  9,
  'Winning bids: each auction with its highest bid, the first of equals, put out when the auction expires; published: replaced ' +
    'at each higher bid. The bids that win at the end are the same.',
  (events) =>
    winningBids(events).project((row) => {
      const { bidTime, windowEnd: _, rank: __, ...auction } = row;
      return { ...auction, bidTime };
    }),
);
