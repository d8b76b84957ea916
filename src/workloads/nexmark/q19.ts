import { bids } from './events.ts';
import { query } from './query.ts';

const windowMs = 10_000;

export const q19 = query(
  19,
  'Top ten: the ten highest bids on each auction in every 10 seconds. The published query ranks all bids so far, and ' +
    'replaces rows at each higher bid. Of equal prices, the first bid ranks higher.',
  (events) =>
    bids(events)
      // Ties are broken by the first column.
      .project(({ time, ...bid }) => ({ time, ...bid, windowEnd: time.truncateTo(windowMs).addMillis(windowMs) }))
      .topK({ k: 10, by: 'price', partitionBy: ['auction'] }),
);
