import { bids } from './events.ts';
import { query } from './query.ts';

export const q18 = query(
  18,
  'Last bid: a table of the last bid of each bidder on each auction. The last bid is the last to arrive; in the ' +
    'published query it is the one with the greatest time.',
  (events) => bids(events).latest({ by: ['bidder', 'auction'] }),
);
