import { op, table } from 'arquero';
import { adColumnsOf, campaignOf, WindowCounts } from './ad-events.ts';
import { invoked, type Rival } from './rival.ts';

const campaigns = table({ ad: [...campaignOf.keys()], campaign: [...campaignOf.values()] });

interface Counted {
  readonly campaign: number;
  readonly end: number;
  readonly count: number;
}

/** The workload ysb with arquero, a table for each batch; counts of batches are added up by hand. */
export const ysbArquero: Rival = {
  name: 'arquero',
  sizes: [1000, 100_000],
  open(_, records, size) {
    const counts = new WindowCounts();
    const { time, ad, eventType, view } = adColumnsOf(records);
    return invoked(
      {
        invoke(from, to) {
          const batch = table({
            time: time.subarray(from, to),
            ad: ad.subarray(from, to),
            eventType: eventType.subarray(from, to),
          });
          const counted = batch
            .filter(`event => event.eventType === ${view}`)
            .join(campaigns, 'ad')
            .derive({ end: (event: { time: number }) => op.floor(event.time / 1e7) * 1e7 + 1e7 })
            .groupby('campaign', 'end')
            .count();
          for (const { campaign, end, count } of counted.objects() as Counted[]) counts.addAll(campaign, end, count);
          counts.close(time[to - 1]);
        },
        finish: () => counts.close(Infinity),
        rows: () => counts.rows,
      },
      records,
      size,
    );
  },
};
