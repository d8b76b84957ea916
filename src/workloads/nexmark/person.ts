import type { RecordRandom } from '../../random/random.ts';
import { firstId, newestPerson } from './numbering.ts';
import { nullFields } from './null-fields.ts';
import { oneOf, padding, words } from './texts.ts';

const states = ['AZ', 'CA', 'ID', 'OR', 'WA', 'WY'];
const cities = [
  'Phoenix',
  'Los Angeles',
  'San Francisco',
  'Boise',
  'Portland',
  'Bend',
  'Redmond',
  'Seattle',
  'Kent',
  'Cheyenne',
];
const firstNames = ['Peter', 'Paul', 'Luke', 'John', 'Saul', 'Vicky', 'Kate', 'Julie', 'Sarah', 'Deiter', 'Walter'];
const lastNames = ['Shultz', 'Abrams', 'Spencer', 'White', 'Bartels', 'Walton', 'Smith', 'Jones', 'Noris'];
const averageSize = 200;

/** One of this many persons is hot: it sells or bids far more often than the others. */
const personsPerHotOne = 100;
/** How far ahead of the newest person an event may be, as if events had changed places on their way. */
const lead = 10;
/** The default number of persons who are active without being hot, not counting those ahead. */
export const activePersons = 1000;

/** A new person. */
export function personEvent(random: RecordRandom, index: number) {
  const name = `${oneOf(random, firstNames)} ${oneOf(random, lastNames)}`;
  const email = `${words(random, 7)}@${words(random, 5)}.com`;
  const creditCard = Array.from({ length: 4 }, () => String(random.integer(10_000)).padStart(4, '0')).join(' ');
  const city = oneOf(random, cities);
  const state = oneOf(random, states);
  const size = 8 + [name, email, creditCard, city, state].reduce((sum, text) => sum + text.length, 0);
  return {
    ...nullFields,
    kind: 'person',
    person: firstId + newestPerson(index),
    name,
    email,
    creditCard,
    city,
    state,
    extra: padding(random, size, averageSize),
  };
}

/**
 * The person who sells or bids: in three of four cases the hot one of the last hundred persons. Else the `key`-th
 * newest person or, in proportion to their number among the active persons, one who enters a little later.
 *
 * @param hotOne number of the hot person within each hundred, which differs for sellers and bidders
 */
export function actingPerson(random: RecordRandom, index: number, key: number, hotOne: number): number {
  const newest = newestPerson(index);
  if (random.integer(4) > 0) return firstId + Math.floor(newest / personsPerHotOne) * personsPerHotOne + hotOne;
  const ahead = random.integer(activePersons + lead);
  return firstId + (ahead < lead ? newest + 1 + ahead : newest - (key % (newest + 1)));
}
