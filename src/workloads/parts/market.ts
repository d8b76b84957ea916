import { count, max, min, sum } from '../../builder/aggregate.ts';
import { exchange } from '../market.ts';
import { workload } from '../workload.ts';

const watermarkDelayMs = 1_000;
const fiveMinutesMs = 5 * 60_000;
/** A trade of at least so many shares is a block trade here. */
const blockShares = 1_500;

export const marketScreen = workload({
  name: 'market:screen',
  description:
    'A part of market without state. Picks out the block trades, those of 1,500 shares or more, with the money that ' +
    'they moved.',
  source: exchange,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .filter((r) => r.kind.eq('trade').and(r.shares.ge(blockShares)))
      .project(({ time, symbol, priceCents, shares }) => ({
        time,
        symbol,
        priceCents,
        shares,
        turnoverCents: priceCents.multiply(shares),
      })),
});

export const marketCounts = workload({
  name: 'market:counts',
  description:
    'A part of market with counts by key. A table of five-minute bars: trades, shares, turnover, low and high of ' +
    'each symbol. Updated at each trade; it grows with every five minutes.',
  source: exchange,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .filter((r) => r.kind.eq('trade'))
      .project(({ time, symbol, priceCents, shares }) => ({
        symbol,
        since: time.truncateTo(fiveMinutesMs),
        priceCents,
        shares,
        turnoverCents: priceCents.multiply(shares),
      }))
      .groupBy({
        by: ['symbol', 'since'],
        aggregates: (trade) => ({
          trades: count(),
          shares: sum(trade.shares),
          turnoverCents: sum(trade.turnoverCents),
          lowCents: min(trade.priceCents),
          highCents: max(trade.priceCents),
        }),
      }),
});
