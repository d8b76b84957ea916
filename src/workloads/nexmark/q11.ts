import { count } from '../../builder/aggregate.ts';
import { bids } from './events.ts';
import { query } from './query.ts';

export const q11 = query(
  11,
  'User sessions: the number of bids that each bidder made without a pause of more than 10 seconds.',
  (events) => bids(events).sessionWindow({ gapMs: 10_000, by: ['bidder'], aggregates: () => ({ bids: count() }) }),
);
