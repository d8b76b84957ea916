import { bids } from './events.ts';
import { query } from './query.ts';

export const q2 = query(2, 'Selection: the prices of bids on every 123rd auction.', (events) =>
  bids(events)
    .filter(({ auction }) => auction.remainder(123).eq(0))
    .project(({ auction, price }) => ({ auction, price })),
);
