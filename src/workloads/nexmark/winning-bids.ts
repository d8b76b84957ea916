import { longestAuctionMs } from './auction.ts';
import { auctions, bids, type Events } from './events.ts';

/**
 * The highest bid of each auction that had a bid while it was open; of equal bids, the first. Emitted when the auction
 * has expired, in the order of (expires, auction).
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
      // Ties are broken by the first column.
      .project(({ bidTime, ...row }) => ({
        bidTime,
        ...row,
        // Never null for an auction. A bid exactly at the expiry still counts.
        windowEnd: row.expires.coalesce(bidTime).addMicros(1),
      }))
      .topK({ k: 1, by: 'price', partitionBy: ['auction'] })
  );
}
