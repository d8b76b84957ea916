import { query } from './query.ts';
import { winningBids } from './winning-bids.ts';

export const q9 = query(
  9,
  'Winning bids: each auction with its highest bid, of equal bids the first, emitted when the auction expires. The ' +
    'published query replaces it at each higher bid; the winning bids at the end are the same.',
  (events) =>
    winningBids(events).project((row) => {
      const { bidTime, windowEnd: _, rank: __, ...auction } = row;
      return { ...auction, bidTime };
    }),
);
