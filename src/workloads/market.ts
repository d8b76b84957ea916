import { count, first, last, max, mean, min, sum } from '../builder/aggregate.ts';
import { when } from '../pipeline/when.ts';
import { generated } from '../sources/generated.ts';
import { numberedTexts } from './numbered-texts.ts';
import { workload } from './workload.ts';

const tradeShare = 0.25;
const minuteMs = 60_000;
const symbols = numberedTexts('S');

export const exchange = generated({
  schema: {
    time: 'timestamp',
    kind: 'text',
    symbol: 'text',
    priceCents: 'integer?',
    shares: 'integer?',
    bidCents: 'integer?',
    askCents: 'integer?',
  },
  eventTime: 'time',
  // Six minutes and a half pass in 0.56 s of load.
  timeScale: 700,
  disorderMs: 500,
  keys: 50,
  skew: 0.8,
  record: (random, index, key) => {
    // Each symbol swings around its own level, with its own phase, over some eleven minutes.
    const levelCents = 2_000 + ((key * 7_919) % 45_000);
    const midCents = levelCents * (1 + 0.02 * Math.sin(index / 1_500 + key) + 0.001 * random.normal());
    const symbol = symbols(key);
    const halfSpreadCents = 1 + random.integer(5);
    if (random.uniform() < tradeShare) {
      const side = random.uniform() < 0.5 ? -1 : 1;
      return {
        kind: 'trade',
        symbol,
        priceCents: Math.round(midCents) + side * halfSpreadCents,
        shares: 100 * (1 + random.integer(20)),
        bidCents: null,
        askCents: null,
      };
    }
    return {
      kind: 'quote',
      symbol,
      priceCents: null,
      shares: null,
      bidCents: Math.round(midCents) - halfSpreadCents,
      askCents: Math.round(midCents) + halfSpreadCents,
    };
  },
});

export const market = workload({
  name: 'market',
  description:
    'Trades and quotes of 50 symbols, three quotes to a trade. Finds the spread at each trade, makes minute bars ' +
    'with open, high, low, close and volume-weighted average price (VWAP), averages five minutes of them, and ' +
    "reports when the VWAP of a symbol's last minute crosses that average.",
  source: exchange,
  watermarkDelayMs: 1_000,
  pipeline: (records) => {
    const quotes = records
      .filter((r) => r.kind.eq('quote'))
      .project(({ symbol, bidCents, askCents }) => ({ symbol, bid: bidCents, ask: askCents }));
    const bars = records
      .filter((r) => r.kind.eq('trade'))
      .asOfJoin(quotes, { on: ['symbol'], withinMs: 30_000, type: 'left' })
      .tumblingWindow({
        sizeMs: minuteMs,
        by: ['symbol'],
        aggregates: (trade) => ({
          openCents: first(trade.priceCents),
          highCents: max(trade.priceCents),
          lowCents: min(trade.priceCents),
          closeCents: last(trade.priceCents),
          shares: sum(trade.shares),
          turnoverCents: sum(trade.priceCents.multiply(trade.shares)),
          spreadCents: mean(trade.ask.subtract(trade.bid)),
        }),
      });
    return bars
      .slidingWindow({
        sizeMs: 5 * minuteMs,
        slideMs: minuteMs,
        by: ['symbol'],
        aggregates: (bar) => ({
          bars: count(),
          lastBarEnd: max(bar.windowEnd),
          openCents: last(bar.openCents),
          highCents: last(bar.highCents),
          lowCents: last(bar.lowCents),
          closeCents: last(bar.closeCents),
          spreadCents: last(bar.spreadCents),
          vwapCents: last(bar.turnoverCents.divide(bar.shares)),
          turnoverCents: sum(bar.turnoverCents),
          shares: sum(bar.shares),
        }),
      })
      .filter((average) => average.lastBarEnd.eq(average.windowEnd).and(average.bars.ge(3)))
      .project((average) => ({
        symbol: average.symbol,
        at: average.windowEnd,
        openCents: average.openCents,
        highCents: average.highCents,
        lowCents: average.lowCents,
        closeCents: average.closeCents,
        spreadCents: average.spreadCents,
        vwapCents: average.vwapCents,
        averageCents: average.turnoverCents.divide(average.shares),
      }))
      .lag({ by: ['symbol'], columns: (bar) => ({ wasAbove: bar.vwapCents.gt(bar.averageCents) }) })
      .filter((bar) => bar.vwapCents.gt(bar.averageCents).ne(bar.wasAbove))
      .project(({ wasAbove, ...bar }) => ({ ...bar, signal: when(wasAbove, 'sell').otherwise('buy') }));
  },
});
