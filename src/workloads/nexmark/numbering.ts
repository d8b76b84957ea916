/**
 * Which event comes at which place of the stream, and which persons and auctions there are by then. Of 50 events
 * the first is a person, three are auctions and 46 are bids. Ids follow from the event's number alone, so that an
 * event can refer to others without having seen them.
 *
 * Source: P. Tucker, K. Tufte, V. Papadimos and D. Maier, NEXMark: a benchmark for queries over data streams, 2002,
 * as Apache Beam and github.com/nexmark/nexmark (GeneratorConfig, PersonGenerator, AuctionGenerator) have it.
 */
export type Kind = 'person' | 'auction' | 'bid';

export const eventsPerEpoch = 50;
const personsPerEpoch = 1;
export const auctionsPerEpoch = 3;

/** Seconds of event time in one of load: ten pass in a quarter, so that a unit, its warm-up included, is over in two. */
export const timeScale = 40;

/** The first person and the first auction have this id. */
export const firstId = 1000;

export function kindOf(index: number): Kind {
  const place = index % eventsPerEpoch;
  if (place < personsPerEpoch) return 'person';
  return place < personsPerEpoch + auctionsPerEpoch ? 'auction' : 'bid';
}

/** Persons are numbered from 0 on: the newest one, the event itself included. */
export function newestPerson(index: number): number {
  return Math.floor(index / eventsPerEpoch);
}

/** Auctions are numbered from 0 on: the newest one, the event itself included; -1 before the first. */
export function newestAuction(index: number): number {
  const epoch = Math.floor(index / eventsPerEpoch);
  const begun = Math.min(auctionsPerEpoch, Math.max(0, (index % eventsPerEpoch) - personsPerEpoch + 1));
  return epoch * auctionsPerEpoch + begun - 1;
}
