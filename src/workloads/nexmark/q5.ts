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
  'Hot items: the auctions with the most bids in the last 10 seconds, every 2 seconds; all of those that are equal.',
  (events) => {
    // Windows with one end lie in one window of the length of the slide: a row's event time is the end of its window.
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
