import { bids } from './events.ts';
import { query } from './query.ts';

const windowMs = 10_000;

export const q19 = query(
  19,
  'Top ten: the ten highest bids on each auction in every 10 seconds; published: since ever, replaced at each higher bid. ' +
    'Among equal prices the first bid is the higher.',
  (events) =>
    bids(events)
      // Ties go to the row that is smaller in the first column.
      .project(({ time, ...bid }) => ({ time, ...bid, windowEnd: time.truncateTo(windowMs).addMillis(windowMs) }))
      .topK({ k: 10, by: 'price', partitionBy: ['auction'] }),
);
