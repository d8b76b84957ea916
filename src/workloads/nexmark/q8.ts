import { auctions, persons } from './events.ts';
import { query } from './query.ts';

const sizeMs = 10_000;

export const q8 = query(
  8,
  'Monitor new users: persons who entered and began an auction in the same 10 seconds.',
  (events) => {
    const entered = persons(events).tumblingWindow({ sizeMs, by: ['person', 'name'], aggregates: () => ({}) });
    const sellers = auctions(events)
      .tumblingWindow({ sizeMs, by: ['seller'], aggregates: () => ({}) })
      .project(({ seller, windowStart }) => ({ seller, windowStart }));
    return entered
      .intervalJoin(sellers, { on: [['person', 'seller'], 'windowStart'], withinMs: 0 })
      .project(({ person, name, windowStart }) => ({ person, name, windowStart }));
  },
);
