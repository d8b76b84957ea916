import { staticTable } from '../../pipeline/static-table.ts';
import { bids } from './events.ts';
import { query } from './query.ts';

const sideRows = 10_000;

const sideInput = staticTable({
  schema: { key: 'integer', value: 'text' },
  key: 'key',
  rows: Array.from({ length: sideRows }, (_, key) => ({ key, value: String(key) })),
});

export const q13 = query(
  13,
  'Side input: every bid with the value for its auction in a fixed table of 10,000 rows.',
  (events) =>
    bids(events)
      .project(({ auction, bidder, price, time }) => ({
        auction,
        bidder,
        price,
        time,
        key: auction.remainder(sideRows),
      }))
      .join(sideInput, { on: 'key' })
      .project(({ auction, bidder, price, time, value }) => ({ auction, bidder, price, time, value })),
);
