import { createAdapter } from '@most/adapter';
import { filter, map, runEffects, tap } from '@most/core';
import { newDefaultScheduler } from '@most/scheduler';
import { adEventsOf, campaignOf, WindowCounts, type AdEvent } from './ad-events.ts';
import { invoked, type Rival } from './rival.ts';

/** The workload ysb with most. It has no operator for batches of a size. */
export const ysbMost: Rival = {
  name: 'most',
  sizes: [1],
  open(_, records, size) {
    const events = adEventsOf(records);
    const counts = new WindowCounts();
    const [induce, arriving] = createAdapter<AdEvent>();
    const views = filter(({ eventType }) => eventType === 'view', arriving);
    const joined = map(({ ad, time }) => ({ campaign: campaignOf.get(ad), time }), views);
    const counted = tap(({ campaign, time }) => {
      if (campaign !== undefined) counts.add(campaign, time);
    }, joined);
    void runEffects(counted, newDefaultScheduler());
    return invoked(
      {
        invoke(from, to) {
          for (let index = from; index < to; index++) induce(events[index]);
        },
        finish: () => counts.close(Infinity),
        rows: () => counts.rows,
      },
      records,
      size,
    );
  },
};
