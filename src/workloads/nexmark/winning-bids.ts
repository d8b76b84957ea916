import { longestAuctionMs } from './auction.ts';
import { auctions, bids, type Events } from './events.ts';

/**
 * The highest bid of each auction that had one while it was open, the first of equals; put out when the auction has
 * expired, ordered by (expires, auction).
 */
export function winningBids(events: Events) {
  const offers = bids(events).project(({ auction, bidder, price, time, extra }) => ({
    auction,
    bidder,
    price,
    bidTime: time,
    bidExtra: extra,
  }));
  return (
    auctions(events)
      .intervalJoin(offers, { on: ['auction'], beforeMs: 0, afterMs: longestAuctionMs })
      .filter(({ bidTime, expires }) => bidTime.le(expires))
      // Ties go to the row that is smaller in the first column.
      .project(({ bidTime, ...row }) => ({
        bidTime,
        ...row,
        // Always there, for an auction; a bid at the very time of expiry still counts.
        windowEnd: row.expires.coalesce(bidTime).addMicros(1),
      }))
      .topK({ k: 1, by: 'price', partitionBy: ['auction'] })
  );
}
