import { Effect, Stream } from 'effect';
import { adEventsOf, campaignOf, WindowCounts, type AdEvent } from './ad-events.ts';
import type { Rival } from './rival.ts';

/** The workload ysb with the Stream of effect, in chunks of a size. */
export const ysbEffect: Rival = {
  name: 'effect Stream',
  open(_, records, size) {
    const events = adEventsOf(records);
    const counts = new WindowCounts();
    return {
      async run(begin) {
        const counted = Stream.fromIterable(all(events, begin), { chunkSize: size }).pipe(
          Stream.filter(({ eventType }) => eventType === 'view'),
          Stream.map(({ ad, time }) => ({ campaign: campaignOf.get(ad), time })),
          Stream.runForEach(({ campaign, time }) =>
            Effect.sync(() => {
              if (campaign !== undefined) counts.add(campaign, time);
            }),
          ),
        );
        await Effect.runPromise(counted);
        counts.close(Infinity);
      },
      rows: () => counts.rows,
    };
  },
};

function* all(events: readonly AdEvent[], begin: (record: number) => void): Generator<AdEvent> {
  for (const [index, event] of events.entries()) {
    begin(index);
    yield event;
  }
}
