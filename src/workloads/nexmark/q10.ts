import { bids } from './events.ts';
import { query } from './query.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

export const q10 = query(
  10,
  'Log: every bid with the day and the minute of its partition, as timestamps. In the published query they are texts ' +
    'that name folders. To write bids to files, use --sink file.',
  (events) =>
    bids(events).project(({ auction, bidder, price, time, extra }) => ({
      auction,
      bidder,
      price,
      time,
      extra,
      day: time.truncateTo(dayMs),
      minute: time.truncateTo(minuteMs),
    })),
);
