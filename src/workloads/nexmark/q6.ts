import type { NumberExpression } from '../../pipeline/expression.ts';
import { when } from '../../pipeline/when.ts';
import { query } from './query.ts';
import { winningBids } from './winning-bids.ts';

const by = ['seller'] as const;

export const q6 = query(
  6,
  "Average selling price by seller: for each auction that expires with a bid, the mean winning bid of its seller's " +
    'last ten auctions. Auctions are ordered by their expiry; in the published query, by the time of the winning bid.',
  (events) =>
    winningBids(events)
      .project(({ seller, price }) => ({ seller, price }))
      .lag({ by, columns: ({ price }) => ({ price1: price }) })
      .lag({ by, columns: ({ price1 }) => ({ price2: price1 }) })
      .lag({ by, columns: ({ price2 }) => ({ price3: price2 }) })
      .lag({ by, columns: ({ price3 }) => ({ price4: price3 }) })
      .lag({ by, columns: ({ price4 }) => ({ price5: price4 }) })
      .lag({ by, columns: ({ price5 }) => ({ price6: price5 }) })
      .lag({ by, columns: ({ price6 }) => ({ price7: price6 }) })
      .lag({ by, columns: ({ price7 }) => ({ price8: price7 }) })
      .lag({ by, columns: ({ price8 }) => ({ price9: price8 }) })
      .project(({ seller, ...prices }) => ({ seller, averagePrice: meanOf(Object.values(prices)) })),
);

/** The mean of the prices that are not null. */
function meanOf(prices: readonly NumberExpression<'integer'>[]): NumberExpression<'float'> {
  const total = prices.map((price) => price.coalesce(0)).reduce((sum, price) => sum.add(price));
  const number = prices.map((price) => when(price.isNull(), 0).otherwise(1)).reduce((sum, one) => sum.add(one));
  return total.divide(number);
}
