import type { Stream } from '../../builder/stream.ts';
import type { RowTypesOf } from '../../pipeline/row.ts';
import { generated } from '../../sources/generated.ts';
import { auctionEvent } from './auction.ts';
import { bidEvent } from './bid.ts';
import { kindOf, timeScale } from './numbering.ts';
import { activePersons, personEvent } from './person.ts';

const schema = {
  /** `person`, `auction` or `bid`. Columns of the other kinds are null. */
  kind: 'text',
  time: 'timestamp',
  /** The person who enters, sells or bids. */
  person: 'integer',
  /** The auction that begins, or that the bid is for. */
  auction: 'integer?',
  /** Fills the event up to its published size: 200, 500 and 100 bytes on average. */
  extra: 'text',
  name: 'text?',
  email: 'text?',
  creditCard: 'text?',
  city: 'text?',
  state: 'text?',
  itemName: 'text?',
  description: 'text?',
  initialBid: 'integer?',
  reserve: 'integer?',
  expires: 'timestamp?',
  category: 'integer?',
  price: 'integer?',
  channel: 'text?',
  url: 'text?',
} as const;

/**
 * The events of an online auction house: new persons, new auctions and bids, 1 to 3 to 46 as published, with the
 * published distributions of prices and of hot persons and auctions. Prices are in cents. `keys` is the number of
 * active persons, 1,000 as published; with `skew`, the persons who entered last are the most active.
 *
 * Differences from github.com/nexmark/nexmark: a bidder's id is that of a person (there it is 1,000 higher, and belongs
 * to another person or to none); texts are pieces of one long text, so that their number is bounded.
 */
export const nexmarkEvents = generated({
  schema,
  eventTime: 'time',
  timeScale,
  keys: activePersons,
  record: (random, index, key, timeMicros) => {
    switch (kindOf(index)) {
      case 'person':
        return personEvent(random, index);
      case 'auction':
        return auctionEvent(random, index, key, timeMicros);
      case 'bid':
        return bidEvent(random, index, key);
    }
  },
});

export type Events = Stream<RowTypesOf<typeof schema>>;

export function persons(events: Events) {
  return events
    .filter((event) => event.kind.eq('person'))
    .project(({ person, name, email, creditCard, city, state, time, extra }) => ({
      person,
      name,
      email,
      creditCard,
      city,
      state,
      time,
      extra,
    }));
}

export function auctions(events: Events) {
  return events
    .filter((event) => event.kind.eq('auction'))
    .project(({ auction, itemName, description, initialBid, reserve, time, expires, person, category, extra }) => ({
      auction,
      itemName,
      description,
      initialBid,
      reserve,
      time,
      expires,
      seller: person,
      category,
      extra,
    }));
}

export function bids(events: Events) {
  return events
    .filter((event) => event.kind.eq('bid'))
    .project(({ auction, person, price, channel, url, time, extra }) => ({
      auction,
      bidder: person,
      price,
      channel,
      url,
      time,
      extra,
    }));
}
