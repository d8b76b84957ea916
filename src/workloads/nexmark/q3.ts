import { auctions, persons } from './events.ts';
import { query } from './query.ts';

/** Hot sellers are among the last hundred persons, who enter within 10 seconds at the usual load. */
const joinedWithinMs = 20_000;

export const q3 = query(
  3,
  'Local item suggestion: who sells in category 10 in Oregon, Idaho or California, and in which auctions. Joins ' +
    'persons and auctions that are at most 20 seconds apart; the published query has no such bound, and state that ' +
    'grows for ever.',
  (events) => {
    const locals = persons(events)
      .filter(({ state }) => state.in('OR', 'ID', 'CA'))
      .project(({ person, name, city, state }) => ({ person, name, city, state }));
    return auctions(events)
      .filter(({ category }) => category.eq(10))
      .project(({ auction, seller }) => ({ auction, seller }))
      .intervalJoin(locals, { on: [['seller', 'person']], withinMs: joinedWithinMs })
      .project(({ name, city, state, auction }) => ({ name, city, state, auction }));
  },
);
