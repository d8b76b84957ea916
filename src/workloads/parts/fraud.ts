import { count, sum } from '../../builder/aggregate.ts';
import { when } from '../../pipeline/when.ts';
import { merchants, transactions } from '../fraud.ts';
import { workload } from '../workload.ts';

const watermarkDelayMs = 2_000;
const hourMs = 3_600_000;
/** Of an amount in cents that is weighted by 100 + the merchant's risk in percent: 100 and 300 in whole currency. */
const review = 1_000_000;
const block = 3_000_000;

export const fraudScreen = workload({
  name: 'fraud:screen',
  description:
    'A part of fraud without state. Screens approved transactions one by one: if the amount, weighted by the risk of ' +
    'the merchant from a table, is 100 or more it is to be reviewed, and from 300 on to be blocked.',
  source: transactions,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .filter((t) => t.approved)
      .join(merchants, { on: 'merchant' })
      .project((t) => ({ ...t, weighted: t.amountCents.multiply(t.riskPercent.add(100)) }))
      .filter((t) => t.weighted.ge(review))
      .project(({ time, card, merchant, category, amountCents, weighted }) => ({
        time,
        card,
        merchant,
        category,
        amountCents,
        action: when(weighted.ge(block), 'block').otherwise('review'),
      })),
});

export const fraudCounts = workload({
  name: 'fraud:counts',
  description:
    'A part of fraud with counts by key. A table of the payments, declined payments and total amount of each card ' +
    'and hour, for limits on a card. Updated at each payment; it grows with every hour.',
  source: transactions,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .project(({ time, card, approved, amountCents }) => ({
        card,
        hour: time.truncateTo(hourMs),
        declined: when(approved, 0).otherwise(1),
        amountCents,
      }))
      .groupBy({
        by: ['card', 'hour'],
        aggregates: (t) => ({ payments: count(), declined: sum(t.declined), totalCents: sum(t.amountCents) }),
      }),
});
