import { count, D2, filter, join, map, MultiSet, output } from '@electric-sql/d2ts';
import { adEventsOf, campaignOf, windowEnd, type AdEvent } from './ad-events.ts';
import { ChangedCounts, keyOf } from './changed-counts.ts';
import { invoked, type Rival } from './rival.ts';

/** The workload ysb with d2ts: a version for each batch. */
export const ysbD2ts: Rival = {
  name: 'd2ts',
  // One by one it takes 190 µs: it compacts all of its state with each version.
  sizes: [1000],
  records: 150_000,
  open(_, records, size) {
    const events = adEventsOf(records);
    const counts = new ChangedCounts();
    const graph = new D2({ initialFrontier: 0 });
    const ads = graph.newInput<AdEvent>();
    const campaigns = graph.newInput<[number, number]>();
    ads.pipe(
      filter(({ eventType }) => eventType === 'view'),
      map(({ ad, time }): [number, number] => [ad, windowEnd(time)]),
      join(campaigns),
      map(([, [end, campaign]]): [string, number] => [keyOf(campaign!, end!), 1]),
      count(),
      output(({ type, data }) => {
        if (type === 1) counts.update(data.collection.getInner());
      }),
    );
    graph.finalize();
    campaigns.sendData(0, new MultiSet([...campaignOf].map((row): [[number, number], number] => [row, 1])));
    let version = 0;
    return invoked(
      {
        invoke(from, to) {
          const batch = events.slice(from, to).map((event): [AdEvent, number] => [event, 1]);
          ads.sendData(version, new MultiSet(batch));
          version++;
          ads.sendFrontier(version);
          campaigns.sendFrontier(version);
          graph.run();
        },
        finish() {},
        rows: () => counts.rows(),
      },
      records,
      size,
    );
  },
};
