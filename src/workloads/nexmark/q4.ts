import { mean } from '../../builder/aggregate.ts';
import { query } from './query.ts';
import { winningBids } from './winning-bids.ts';

export const q4 = query(
  4,
  'Average price of a category: a table of the mean winning bid for each category, updated when an auction expires. ' +
    'The published query updates it at each bid; the table at the end is the same.',
  (events) =>
    winningBids(events)
      .project(({ category, price }) => ({ category, price }))
      .groupBy({ by: ['category'], aggregates: ({ price }) => ({ averagePrice: mean(price) }) }),
);
