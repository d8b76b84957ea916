import { count, countDistinct } from '../../builder/aggregate.ts';
import type { BooleanExpression, Expression, NumberExpression } from '../../pipeline/expression.ts';
import { when } from '../../pipeline/when.ts';

/** In cents. Prices below the first bound have rank 1, from the second bound on rank 3, others rank 2. */
const bounds = [10_000, 1_000_000] as const;

interface Bid {
  readonly price: NumberExpression<'integer'>;
  readonly bidder: Expression<'integer'>;
  readonly auction: Expression<'integer'>;
}

/** The number of bids, in total and of each rank. */
export function bidsByRank({ price }: Pick<Bid, 'price'>) {
  const [rank1, rank2, rank3] = ranks(price);
  return { totalBids: count(), rank1Bids: countOf(rank1), rank2Bids: countOf(rank2), rank3Bids: countOf(rank3) };
}

/** The number of bids, distinct bidders and distinct auctions, in total and of each rank. */
export function statisticsByRank({ price, bidder, auction }: Bid) {
  const [rank1, rank2, rank3] = ranks(price);
  return {
    ...bidsByRank({ price }),
    totalBidders: countDistinct(bidder),
    rank1Bidders: distinctOf(rank1, bidder),
    rank2Bidders: distinctOf(rank2, bidder),
    rank3Bidders: distinctOf(rank3, bidder),
    totalAuctions: countDistinct(auction),
    rank1Auctions: distinctOf(rank1, auction),
    rank2Auctions: distinctOf(rank2, auction),
    rank3Auctions: distinctOf(rank3, auction),
  };
}

function countOf(rank: BooleanExpression) {
  return count(when(rank, 1).otherwiseNull());
}

function distinctOf(rank: BooleanExpression, value: Expression<'integer'>) {
  return countDistinct(when(rank, value).otherwiseNull());
}

function ranks(price: NumberExpression<'integer'>): readonly [BooleanExpression, BooleanExpression, BooleanExpression] {
  return [price.lt(bounds[0]), price.ge(bounds[0]).and(price.lt(bounds[1])), price.ge(bounds[1])];
}
