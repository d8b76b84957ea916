import { count } from '../../builder/aggregate.ts';
import { adEvents, campaigns } from '../ysb.ts';
import { workload } from '../workload.ts';

const tenSecondsMs = 10_000;

export const ysbScreen = workload({
  name: 'ysb:screen',
  description:
    'A part of ysb without state. Keeps the views of advertisements, a third of the events, and finds the ' +
    'campaign of each ad in a table.',
  source: adEvents,
  pipeline: (events) =>
    events
      .filter((event) => event.eventType.eq('view'))
      .project(({ time, user, page, ad }) => ({ time, user, page, ad }))
      .join(campaigns, { on: 'ad' }),
});

export const ysbCounts = workload({
  name: 'ysb:counts',
  description:
    'A part of ysb with counts by key. A table of the views of each campaign and ten seconds. Updated at each view; ' +
    'it grows with every ten seconds.',
  source: adEvents,
  pipeline: (events) =>
    events
      .filter((event) => event.eventType.eq('view'))
      .project(({ time, ad }) => ({ ad, since: time.truncateTo(tenSecondsMs) }))
      .join(campaigns, { on: 'ad' })
      .groupBy({ by: ['campaign', 'since'], aggregates: () => ({ views: count() }) }),
});
