import { bids } from './events.ts';
import { query } from './query.ts';

export const q22 = query(
  22,
  'Address directories: every bid with the first three directories of its address.',
  (events) =>
    bids(events).project(({ auction, bidder, price, channel, url }) => ({
      auction,
      bidder,
      price,
      channel,
      directory1: url.splitPart('/', 4),
      directory2: url.splitPart('/', 5),
      directory3: url.splitPart('/', 6),
    })),
);
