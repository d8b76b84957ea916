import type { RecordRandom } from '../../random/random.ts';
import { auctionsPerEpoch, eventsPerEpoch, firstId, newestAuction, timeScale } from './numbering.ts';
import { nullFields } from './null-fields.ts';
import { actingPerson } from './person.ts';
import { padding, words } from './texts.ts';

const firstCategory = 10;
const categories = 5;
const averageSize = 500;
/** One of this many auctions is hot. */
const auctionsPerHotOne = 100;
const inFlight = 100;
/** How far ahead of the newest auction a bid may be, as if events had changed places on their way. */
const lead = 10;

/** Events in a second of event time at the usual load of 10,000 records/s. */
const eventsPerSecond = 10_000 / timeScale;
/** On average, an auction is open until `inFlight` more have begun. */
const averageLengthMs = Math.floor((((inFlight * eventsPerEpoch) / auctionsPerEpoch) * 1000) / eventsPerSecond);
/** The longest time that an auction is open. */
export const longestAuctionMs = 2 * averageLengthMs;

/** From 1 to 1,000,000 dollars, in cents. All orders of magnitude are equally frequent. */
export function price(random: RecordRandom): number {
  return Math.round(10 ** (random.uniform() * 6) * 100);
}

/** A new auction. */
export function auctionEvent(random: RecordRandom, index: number, key: number, timeMicros: number) {
  const itemName = words(random, 20);
  const description = words(random, 100);
  const initialBid = price(random);
  return {
    ...nullFields,
    kind: 'auction',
    auction: firstId + newestAuction(index),
    itemName,
    description,
    initialBid,
    reserve: initialBid + price(random),
    expires: timeMicros + (1 + random.integer(longestAuctionMs)) * 1000,
    person: actingPerson(random, index, key, 0),
    category: firstCategory + random.integer(categories),
    extra: padding(random, 48 + itemName.length + description.length, averageSize),
  };
}

/** The auction of a bid: in half of the cases the hot one, else any that is in flight or begins soon. */
export function auctionBidOn(random: RecordRandom, index: number): number {
  const newest = newestAuction(index);
  if (random.integer(2) > 0) return firstId + Math.floor(newest / auctionsPerHotOne) * auctionsPerHotOne;
  const oldest = Math.max(0, newest - inFlight);
  return firstId + oldest + random.integer(newest - oldest + 1 + lead);
}
