import { adEventsOf, campaignOf, WindowCounts, type AdEvent } from './ad-events.ts';
import type { Rival } from './rival.ts';

/** The workload ysb as a chain of async generators. */
export const ysbAsyncGenerators: Rival = {
  name: 'async generators',
  sizes: [1],
  open(_, records) {
    const events = adEventsOf(records);
    const counts = new WindowCounts();
    return {
      async run(begin) {
        for await (const { campaign, time } of joined(views(all(events, begin)))) counts.add(campaign, time);
        counts.close(Infinity);
      },
      rows: () => counts.rows,
    };
  },
};

// oxlint-disable-next-line require-await -- as a source that waits for its next record
async function* all(events: readonly AdEvent[], begin: (record: number) => void): AsyncGenerator<AdEvent> {
  for (const [index, event] of events.entries()) {
    begin(index);
    yield event;
  }
}

async function* views(events: AsyncIterable<AdEvent>): AsyncGenerator<AdEvent> {
  for await (const event of events) if (event.eventType === 'view') yield event;
}

async function* joined(events: AsyncIterable<AdEvent>): AsyncGenerator<{ campaign: number; time: number }> {
  for await (const { ad, time } of events) {
    const campaign = campaignOf.get(ad);
    if (campaign !== undefined) yield { campaign, time };
  }
}
