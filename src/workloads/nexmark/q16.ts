import { max } from '../../builder/aggregate.ts';
import { bids } from './events.ts';
import { statisticsByRank } from './price-ranks.ts';
import { query } from './query.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

export const q16 = query(
  16,
  'Channel statistics: as q15, for each channel and day, with the minute of the last bid. Updated at each bid.',
  (events) =>
    bids(events)
      .project(({ channel, time, price, bidder, auction }) => ({
        channel,
        day: time.truncateTo(dayMs),
        time,
        price,
        bidder,
        auction,
      }))
      .groupBy({
        by: ['channel', 'day'],
        aggregates: (bid) => ({ minute: max(bid.time.truncateTo(minuteMs)), ...statisticsByRank(bid) }),
      }),
);
