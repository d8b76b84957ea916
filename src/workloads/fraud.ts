import { count, mean } from '../builder/aggregate.ts';
import { literal } from '../pipeline/expression.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { when } from '../pipeline/when.ts';
import { generated } from '../sources/generated.ts';
import { distance } from './distance.ts';
import { workload } from './workload.ts';

const merchantCount = 500;
const countryKm = 3_000;
/** Faster than an airliner. */
const impossibleKmPerHour = 900;

export const merchants = staticTable({
  schema: { merchant: 'integer', category: 'text', riskPercent: 'integer' },
  key: 'merchant',
  rows: Array.from({ length: merchantCount }, (_, merchant) => ({
    merchant,
    category: ['grocery', 'travel', 'electronics', 'restaurant', 'jewellery'][merchant % 5],
    riskPercent: (merchant * 37) % 100,
  })),
});

export const transactions = generated({
  schema: {
    time: 'timestamp',
    card: 'integer',
    merchant: 'integer',
    amountCents: 'integer',
    approved: 'boolean',
    eastKm: 'integer',
    northKm: 'integer',
  },
  eventTime: 'time',
  // A quarter of an hour passes in 0.23 s of load.
  timeScale: 4_000,
  disorderMs: 2_000,
  keys: 1_000,
  skew: 0.5,
  record: (random, _, card) => {
    const isAbroad = random.uniform() < 0.004;
    const place = (home: number): number => (isAbroad ? random.integer(countryKm) : home + random.integer(10));
    return {
      card,
      merchant: random.integer(merchantCount),
      amountCents: Math.round(Math.exp(8 + random.normal())),
      approved: random.uniform() < 0.95,
      eastKm: place((card * 7_919) % countryKm),
      northKm: place((card * 104_729) % countryKm),
    };
  },
});

export const fraud = workload({
  name: 'fraud',
  description:
    'Card transactions, one in twenty declined. Raises an alert if a card is used ten times within five minutes, if ' +
    'it has moved faster than an airliner since its previous transaction, or if an amount, weighted by the risk of ' +
    "the merchant, is eight times the card's mean so far. Raises the same alert once in five minutes.",
  source: transactions,
  watermarkDelayMs: 2_000,
  pipeline: (records) => {
    const approved = records.filter((t) => t.approved);
    const tooMany = records
      .slidingWindow({ sizeMs: 5 * 60_000, slideMs: 60_000, by: ['card'], aggregates: () => ({ tries: count() }) })
      .filter((window) => window.tries.ge(10))
      .project((window) => ({
        card: window.card,
        at: window.windowEnd,
        alert: when(window.tries.ge(20), 'far too many').otherwise('too many'),
        measured: window.tries.toFloat(),
      }));
    const travelled = approved
      .lag({
        by: ['card'],
        columns: (t) => ({ previousTime: t.time, previousEast: t.eastKm, previousNorth: t.northKm }),
      })
      .project((t) => ({
        card: t.card,
        at: t.time,
        km: distance({ east: t.previousEast, north: t.previousNorth }, { east: t.eastKm, north: t.northKm }),
        // At least a minute: the clocks of two shops are not exact.
        hours: t.time.millisSince(t.previousTime).abs().greatest(60_000).divide(3_600_000),
      }))
      .project((t) => ({ card: t.card, at: t.at, alert: literal('impossible travel'), measured: t.km.divide(t.hours) }))
      .filter((t) => t.measured.gt(impossibleKmPerHour));
    const unusual = approved
      .join(merchants, { on: 'merchant' })
      .runningAggregate({
        by: ['card'],
        aggregates: (t) => ({ transactionsBefore: count(), meanCents: mean(t.amountCents) }),
        excludeCurrent: true,
      })
      .filter((t) => t.transactionsBefore.ge(3))
      .project((t) => ({
        card: t.card,
        at: t.time,
        alert: literal('unusual amount'),
        measured: t.amountCents.multiply(t.riskPercent.add(100)).divide(100).divide(t.meanCents),
      }))
      .filter((t) => t.measured.gt(8));
    return tooMany
      .union(travelled)
      .union(unusual)
      .deduplicate({ by: ['card', 'alert'], withinMs: 5 * 60_000 });
  },
});
