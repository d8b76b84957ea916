/**
 * The kind of each event of the stream, and the persons and auctions that exist by then. Of 50 events the first is a
 * person, three are auctions and 46 are bids. Ids follow from the event's number alone, so an event can refer to others
 * without knowing them.
 *
 * Source: P. Tucker, K. Tufte, V. Papadimos and D. Maier, NEXMark: a benchmark for queries over data streams, 2002, as
 * implemented in Apache Beam and github.com/nexmark/nexmark (GeneratorConfig, PersonGenerator, AuctionGenerator).
 */
export type Kind = 'person' | 'auction' | 'bid';

export const eventsPerEpoch = 50;
const personsPerEpoch = 1;
export const auctionsPerEpoch = 3;

/** Seconds of event time in one second of load. Ten pass in a quarter of a second, so a unit is over in two seconds. */
export const timeScale = 40;

/** The id of the first person and of the first auction. */
export const firstId = 1000;

export function kindOf(index: number): Kind {
  const place = index % eventsPerEpoch;
  if (place < personsPerEpoch) return 'person';
  return place < personsPerEpoch + auctionsPerEpoch ? 'auction' : 'bid';
}

/** The number of the newest person, counted from 0, up to and including this event. */
export function newestPerson(index: number): number {
  return Math.floor(index / eventsPerEpoch);
}

/** The number of the newest auction, counted from 0, up to and including this event; -1 before the first. */
export function newestAuction(index: number): number {
  const epoch = Math.floor(index / eventsPerEpoch);
  const begun = Math.min(auctionsPerEpoch, Math.max(0, (index % eventsPerEpoch) - personsPerEpoch + 1));
  return epoch * auctionsPerEpoch + begun - 1;
}
