import { count, max, mean, sum } from '../builder/aggregate.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { generated } from '../sources/generated.ts';
import { workload } from './workload.ts';

const merchants = staticTable({
  schema: { merchant: 'integer', category: 'text', riskPercent: 'integer' },
  key: 'merchant',
  rows: Array.from({ length: 500 }, (_, merchant) => ({
    merchant,
    category: ['grocery', 'travel', 'electronics', 'restaurant', 'jewellery'][merchant % 5],
    riskPercent: (merchant * 37) % 100,
  })),
});

const transactions = generated({
  schema: { time: 'timestamp', card: 'integer', merchant: 'integer', amountCents: 'integer', approved: 'boolean' },
  eventTime: 'time',
  // Five minutes of card use pass in half a second of load, so that windows fill within a short run.
  timeScale: 600,
  disorderMs: 2_000,
  keys: 1_000,
  skew: 0.5,
  record: (random, _, card) => ({
    card,
    merchant: random.integer(500),
    amountCents: Math.round(Math.exp(8 + random.normal())),
    approved: random.uniform() < 0.95,
  }),
});

export const fraud = workload({
  name: 'fraud',
  description:
    'Card transactions, one in twenty declined. Joins each with its merchant, weighs the amount by the ' +
    "merchant's risk, adds up per card over five minutes, and reports cards with at least 8 transactions.",
  source: transactions,
  watermarkDelayMs: 2_000,
  pipeline: (records) =>
    records
      .filter((t) => t.approved)
      .join(merchants, { on: 'merchant' })
      .project((t) => ({ card: t.card, amountCents: t.amountCents, riskCents: t.amountCents.multiply(t.riskPercent).divide(100) }))
      .tumblingWindow({
        sizeMs: 5 * 60_000,
        by: ['card'],
        aggregates: (t) => ({
          transactions: count(),
          totalCents: sum(t.amountCents),
          largestCents: max(t.amountCents),
          meanRiskCents: mean(t.riskCents),
        }),
      })
      .filter((card) => card.transactions.ge(8)),
});
