import { D2, filter, join, map, MultiSet, output, reduce } from '@tanstack/db-ivm';
import { adEventsOf, campaignOf, windowEnd, type AdEvent } from './ad-events.ts';
import { ChangedCounts, keyOf } from './changed-counts.ts';
import { invoked, type Rival } from './rival.ts';

/** The workload ysb with db-ivm, what TanStack DB computes its live queries with. */
export const ysbDbIvm: Rival = {
  name: 'db-ivm',
  records: 150_000,
  open(_, records, size) {
    const events = adEventsOf(records);
    const counts = new ChangedCounts();
    const graph = new D2();
    const ads = graph.newInput<AdEvent>();
    const campaigns = graph.newInput<[number, number]>();
    ads.pipe(
      filter(({ eventType }) => eventType === 'view'),
      map(({ ad, time }): [number, number] => [ad, windowEnd(time)]),
      join(campaigns),
      map(([, [end, campaign]]): [string, number] => [keyOf(campaign!, end!), 1]),
      reduce((views) => [[views.reduce((sum, [, times]) => sum + times, 0), 1]]),
      output((changes) => counts.update(changes.getInner())),
    );
    graph.finalize();
    campaigns.sendData(new MultiSet([...campaignOf].map((row): [[number, number], number] => [row, 1])));
    return invoked(
      {
        invoke(from, to) {
          ads.sendData(new MultiSet(events.slice(from, to).map((event): [AdEvent, number] => [event, 1])));
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
