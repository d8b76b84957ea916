import { auctions, bids } from './events.ts';
import { query } from './query.ts';

/** At the usual load, no bid is for an auction that began longer ago. */
const joinedWithinMs = 10_000;

export const q20 = query(
  20,
  'Expand bids: every bid on an auction of category 10, with that auction. Joins bids and auctions that are at most ' +
    '10 seconds apart; the published query has no such bound, and state that grows for ever.',
  (events) => {
    const ofCategory = auctions(events)
      .filter(({ category }) => category.eq(10))
      .project(({ time, extra, ...auction }) => ({ ...auction, auctionTime: time, auctionExtra: extra }));
    return bids(events).intervalJoin(ofCategory, { on: ['auction'], withinMs: joinedWithinMs });
  },
);
