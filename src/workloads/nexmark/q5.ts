import { count, max } from '../../builder/aggregate.ts';
import { bids, type Events } from './events.ts';
import { query } from './query.ts';

const slideMs = 2_000;

function bidCounts(events: Events) {
  return bids(events).slidingWindow({
    sizeMs: 10_000,
    slideMs,
    by: ['auction'],
    aggregates: () => ({ bids: count() }),
  });
}

export const q5 = query(
  5,
  'Hot items: the auctions with the most bids in the last 10 seconds, every 2 seconds, ties included.',
  (events) => {
    // A window's rows have the time of its end, so windows with the same end are in one window of the slide's size.
    const most = bidCounts(events)
      .tumblingWindow({ sizeMs: slideMs, aggregates: (auction) => ({ mostBids: max(auction.bids) }) })
      .project(({ windowEnd, mostBids }) => ({ windowEnd, mostBids }));
    return bidCounts(events)
      .intervalJoin(most, { on: ['windowEnd'], withinMs: 0 })
      .filter((auction) => auction.bids.eq(auction.mostBids))
      .project(({ auction, bids: number, windowStart, windowEnd }) => ({
        auction,
        bids: number,
        windowStart,
        windowEnd,
      }));
  },
);
