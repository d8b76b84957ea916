import { bids } from './events.ts';
import { query } from './query.ts';

export const q0 = query(0, 'Pass through: every bid as it is; what reading and writing cost alone.', (events) =>
  bids(events).project(({ auction, bidder, price, time, extra }) => ({ auction, bidder, price, time, extra })),
);
