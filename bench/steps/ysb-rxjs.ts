import { bufferCount, filter, map, Subject } from 'rxjs';
import { adEventsOf, campaignOf, WindowCounts, type AdEvent } from './ad-events.ts';
import { invoked, type Rival } from './rival.ts';

/** The workload ysb with RxJS, one by one, or with `bufferCount`. */
export const ysbRxjs: Rival = {
  name: 'RxJS',
  open(_, records, size) {
    const events = adEventsOf(records);
    const subject = new Subject<AdEvent>();
    const counts = new WindowCounts();
    if (size === 1) {
      subject
        .pipe(
          filter(({ eventType }) => eventType === 'view'),
          map(({ ad, time }) => ({ campaign: campaignOf.get(ad), time })),
        )
        .subscribe(({ campaign, time }) => {
          if (campaign !== undefined) counts.add(campaign, time);
        });
    } else {
      subject
        .pipe(
          bufferCount(size),
          map((batch) => batch.filter(({ eventType }) => eventType === 'view')),
          map((batch) => batch.map(({ ad, time }) => ({ campaign: campaignOf.get(ad), time }))),
        )
        .subscribe((batch) => {
          for (const { campaign, time } of batch) if (campaign !== undefined) counts.add(campaign, time);
        });
    }
    return invoked(
      {
        invoke(from, to) {
          for (let index = from; index < to; index++) subject.next(events[index]);
        },
        finish() {
          subject.complete();
          counts.close(Infinity);
        },
        rows: () => counts.rows,
      },
      records,
      size,
    );
  },
};
