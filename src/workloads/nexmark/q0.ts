import { bids } from './events.ts';
import { query } from './query.ts';

export const q0 = query(0, 'Pass through: every bid unchanged. The cost of reading and writing alone.', (events) =>
  bids(events).project(({ auction, bidder, price, time, extra }) => ({ auction, bidder, price, time, extra })),
);
