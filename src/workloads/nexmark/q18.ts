import { bids } from './events.ts';
import { query } from './query.ts';

export const q18 = query(
  18,
  'Last bid: a table of the bid that each bidder made last on each auction. The last one is the last to arrive; published: the ' +
    'one with the greatest time.',
  (events) => bids(events).latest({ by: ['bidder', 'auction'] }),
);
