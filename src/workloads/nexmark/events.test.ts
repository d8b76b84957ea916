import { beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../columns/column-type.ts';
import { objectsOf } from '../../columns/rows.test-program.ts';
import type { RecordShape } from '../../sources/record-shape.ts';
import { longestAuctionMs } from './auction.ts';
import { nexmarkEvents } from './events.ts';

type Event = Readonly<Record<string, Value>>;

const count = 50_000;
const microsPerEvent = 4_000;

async function generate(seed: number, length = count, shape: RecordShape = {}): Promise<readonly Event[]> {
  // 10,000 records a second, 40 seconds of event time in each.
  const table = await nexmarkEvents.read(
    Float64Array.from({ length }, (_, index) => index * 100_000),
    seed,
    shape,
  );
  return objectsOf(table);
}

function share<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.filter(holds).length / values.length;
}

/** Within four standard deviations of the expected share. The seed is fixed, so the test never flakes. */
function expectShare(actual: number, expected: number, among: number): void {
  expect(Math.abs(actual - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / among));
}

let events: readonly Event[];
let persons: readonly Event[];
let auctions: readonly Event[];
let bids: readonly Event[];
beforeAll(async () => {
  events = await generate(1);
  [persons, auctions, bids] = ['person', 'auction', 'bid'].map((kind) =>
    events.filter((event) => event['kind'] === kind),
  );
});

const numbers = (rows: readonly Event[], column: string): number[] => rows.map((row) => Number(row[column]));

describe('the stream', () => {
  test('has 1 person, 3 auctions and 46 bids in every 50 events', () => {
    for (let from = 0; from < count; from += 50) {
      const kinds = events.slice(from, from + 50).map(({ kind }) => kind);
      expect(kinds).toEqual(['person', ...new Array<string>(3).fill('auction'), ...new Array<string>(46).fill('bid')]);
    }
  });

  test('takes 40 seconds of event time for one second of load', () => {
    expect(events.every(({ time }, index) => Number(time) - Number(events[0]['time']) === index * microsPerEvent)).toBe(
      true,
    );
  });

  test('is a function of seed and index', async () => {
    expect((await generate(1, 1_000)).slice(500)).toEqual(events.slice(500, 1_000));
    expect((await generate(2, 100)).map(({ price }) => price)).not.toEqual(
      events.slice(0, 100).map(({ price }) => price),
    );
  });

  test.each([
    ['person', ['name', 'email', 'creditCard', 'city', 'state']],
    ['auction', ['auction', 'itemName', 'description', 'initialBid', 'reserve', 'expires', 'category']],
    ['bid', ['auction', 'price', 'channel', 'url']],
  ])('has nulls in the columns that do not belong to a %s', (kind, columns) => {
    const always = ['kind', 'time', 'person', 'extra'];
    const known = new Set<string>();
    for (const event of events.filter((candidate) => candidate['kind'] === kind)) {
      known.add(
        Object.keys(event)
          .filter((name) => event[name] !== null)
          .join(),
      );
    }
    expect([...known]).toEqual([
      Object.keys(events[0])
        .filter((name) => [...always, ...columns].includes(name))
        .join(),
    ]);
  });
});

describe('ids', () => {
  test('count persons and auctions from 1000 on', () => {
    expect(numbers(persons, 'person')).toEqual(persons.map((_, number) => 1000 + number));
    expect(numbers(auctions, 'auction')).toEqual(auctions.map((_, number) => 1000 + number));
  });

  test('refer to persons and auctions that exist or are among the next ten', () => {
    let newestPerson = 999;
    let newestAuction = 999;
    const isNear = (id: Value, newest: number, before: number): boolean =>
      Number(id) >= Math.max(1000, newest - before) && Number(id) <= newest + 10;
    const wrong = events.filter(({ kind, person, auction }) => {
      if (kind === 'person') newestPerson++;
      if (kind === 'auction') newestAuction++;
      return !isNear(person, newestPerson, 1000) || (kind === 'bid' && !isNear(auction, newestAuction, 100));
    });
    expect(wrong).toEqual([]);
    // Some refer to persons who enter only later.
    expect(
      events.some(({ kind, person }, index) => kind !== 'person' && Number(person) > 1000 + Math.floor(index / 50)),
    ).toBe(true);
  });

  test('refer to hot persons and auctions as often as published', () => {
    const isHot = (id: Value, place: number): boolean => (Number(id) - 1000) % 100 === place;
    // One in a hundred of the other references is to a hot one too.
    const expected = (hot: number): number => hot + (1 - hot) / 100;
    expectShare(
      share(auctions, ({ person }) => isHot(person, 0)),
      expected(3 / 4),
      auctions.length,
    );
    expect(share(bids, ({ person }) => isHot(person, 1))).toBeCloseTo(expected(3 / 4), 2);
    expect(share(bids, ({ auction }) => isHot(auction, 0))).toBeCloseTo(expected(1 / 2), 2);
  });
});

describe('values', () => {
  test('prices are 1 to 1,000,000 dollars, with all orders of magnitude equally frequent', () => {
    const prices = numbers(bids, 'price');
    expect(Math.min(...prices)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...prices)).toBeLessThanOrEqual(100_000_000);
    for (let power = 2; power < 8; power++) {
      expectShare(
        share(prices, (price) => price >= 10 ** power && price < 10 ** (power + 1)),
        1 / 6,
        prices.length,
      );
    }
    expect(auctions.every(({ initialBid, reserve }) => Number(reserve) >= Number(initialBid) + 100)).toBe(true);
  });

  test('auctions are open until 100 more have begun, on average, and have five categories', () => {
    const openMs = auctions.map(({ time, expires }) => (Number(expires) - Number(time)) / 1000);
    expect(Math.max(...openMs)).toBeLessThanOrEqual(longestAuctionMs);
    const mean = openMs.reduce((sum, ms) => sum + ms) / openMs.length;
    const untilHundredMs = ((100 / 3) * 50 * microsPerEvent) / 1000;
    expect(Math.abs(mean / untilHundredMs - 1)).toBeLessThan(4 / Math.sqrt(3 * auctions.length));
    for (let category = 10; category < 15; category++) {
      expectShare(
        share(auctions, (auction) => auction['category'] === category),
        1 / 5,
        auctions.length,
      );
    }
  });

  test('half of the bids come through four channels, and nine of ten others have the channel in their address', () => {
    const isHot = ({ channel }: Event): boolean => ['Google', 'Facebook', 'Baidu', 'Apple'].includes(String(channel));
    expectShare(share(bids, isHot), 1 / 2, bids.length);
    const others = bids.filter((bid) => !isHot(bid));
    expect(share(others, ({ url }) => /&channel_id=\d+$/.test(String(url)))).toBeCloseTo(9 / 10, 1);
    expect(
      bids.every(({ url }) =>
        /^https:\/\/www\.nexmark\.com\/[a-z_]{3,4}\/[a-z_]{3,4}\/[a-z_]{3,4}\/item\.htm\?query=1/.test(String(url)),
      ),
    ).toBe(true);
  });

  test('extra fills events up to 200, 500 and 100 bytes on average', () => {
    const meanOf = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size) / sizes.length;
    const lengths = (event: Event, ...columns: readonly string[]): number =>
      columns.reduce((sum, name) => sum + String(event[name]).length, 0);
    expect(
      Math.abs(
        meanOf(persons.map((person) => 8 + lengths(person, 'name', 'email', 'creditCard', 'city', 'state', 'extra'))) -
          200,
      ),
    ).toBeLessThan(5);
    expect(
      Math.abs(meanOf(auctions.map((auction) => 48 + lengths(auction, 'itemName', 'description', 'extra'))) - 500),
    ).toBeLessThan(5);
    expect(Math.abs(meanOf(bids.map((bid) => 32 + lengths(bid, 'extra'))) - 100)).toBeLessThan(1);
  });
});

describe('the shape of the stream', () => {
  const otherBidders = (rows: readonly Event[]): number[] =>
    rows.flatMap(({ kind, person }, index) => {
      const behind = 1000 + Math.floor(index / 50) - Number(person);
      return kind === 'bid' && (Number(person) - 1000) % 100 !== 1 && behind >= 0 ? [behind] : [];
    });

  test('keys is the number of active persons', async () => {
    const behind = otherBidders(await generate(1, 10_000, { keys: 20 }));
    expect(Math.max(...behind)).toBe(19);
    expect(new Set(behind).size).toBe(20);
  });

  test('skew makes the newest persons the most active', async () => {
    const newest = async (skew: number): Promise<number> =>
      share(otherBidders(await generate(1, 10_000, { skew })), (behind) => behind === 0);
    expect(await newest(0)).toBeLessThan(0.05);
    expect(await newest(1)).toBeGreaterThan(0.1);
  });
});
