import { Transform, Writable } from 'node:stream';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { adEventsOf, campaignOf, WindowCounts, type AdEvent } from './ad-events.ts';
import type { Rival } from './rival.ts';

interface View {
  readonly campaign: number;
  readonly time: number;
}

/** The workload ysb as a pipeline of Node's object streams. */
export const ysbNodeStreams: Rival = {
  name: 'Node streams',
  sizes: [1],
  open(_, records) {
    const events = adEventsOf(records);
    const counts = new WindowCounts();
    const views = new Transform({
      objectMode: true,
      transform: (event: AdEvent, _encoding, done) => (event.eventType === 'view' ? done(null, event) : done()),
    });
    const joined = new Transform({
      objectMode: true,
      transform: ({ ad, time }: AdEvent, _encoding, done) => {
        const campaign = campaignOf.get(ad);
        if (campaign === undefined) done();
        else done(null, { campaign, time });
      },
    });
    const counted = new Writable({
      objectMode: true,
      write: ({ campaign, time }: View, _encoding, done) => {
        counts.add(campaign, time);
        done();
      },
    });
    return {
      async run(begin) {
        const ended = pipeline(views, joined, counted);
        for (let index = 0; index < events.length; index++) {
          begin(index);
          if (!views.write(events[index])) await once(views, 'drain');
        }
        views.end();
        await ended;
        counts.close(Infinity);
      },
      rows: () => counts.rows,
    };
  },
};
