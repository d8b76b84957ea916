import { count } from '../builder/aggregate.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { generated } from '../sources/generated.ts';
import { workload } from './workload.ts';

const campaignCount = 100;
const adsPerCampaign = 10;
const adTypes = ['banner', 'modal', 'sponsored-search', 'mail', 'mobile'];
const eventTypes = ['view', 'click', 'purchase'];

export const campaigns = staticTable({
  schema: { ad: 'integer', campaign: 'integer' },
  key: 'ad',
  rows: Array.from({ length: campaignCount * adsPerCampaign }, (_, ad) => ({
    ad,
    campaign: Math.floor(ad / adsPerCampaign),
  })),
});

export const adEvents = generated({
  schema: { time: 'timestamp', user: 'integer', page: 'integer', ad: 'integer', adType: 'text', eventType: 'text' },
  eventTime: 'time',
  // Ten seconds pass in half a second of load, so windows fill within a short run.
  timeScale: 20,
  keys: campaignCount * adsPerCampaign,
  record: (random, _, key) => ({
    user: random.integer(100_000),
    page: random.integer(100_000),
    ad: key % (campaignCount * adsPerCampaign),
    adType: adTypes[random.integer(adTypes.length)],
    eventType: eventTypes[random.integer(eventTypes.length)],
  }),
});

/** S. Chintapalli et al., Benchmarking Streaming Computation Engines: Storm, Flink and Spark Streaming, IPDPSW 2016. */
export const ysb = workload({
  name: 'ysb',
  description:
    'The Yahoo streaming benchmark: events of advertisements. Keeps the views, a third of them, finds the campaign ' +
    'of each ad (100 campaigns of 10 ads), and counts views per campaign over windows of 10 seconds.',
  source: adEvents,
  pipeline: (events) =>
    events
      .filter((event) => event.eventType.eq('view'))
      .project((event) => ({ ad: event.ad }))
      .join(campaigns, { on: 'ad' })
      .tumblingWindow({ sizeMs: 10_000, by: ['campaign'], aggregates: () => ({ views: count() }) }),
});
