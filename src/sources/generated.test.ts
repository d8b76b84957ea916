import { describe, expect, test } from 'vitest';
import type { Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { generated } from './generated.ts';

const count = 10_000;
const arrivalsNanos = Float64Array.from({ length: count }, (_, index) => index * 1e6);

async function rowsOf(resentShare: number | undefined, seed = 1): Promise<Value[][]> {
  const source = generated({
    schema: { time: 'timestamp', number: 'integer', key: 'integer', weight: 'float' },
    eventTime: 'time',
    disorderMs: 5,
    ...(resentShare !== undefined && { resentShare }),
    record: (random, index, key) => ({ number: index, key, weight: random.normal() }),
  });
  const table = await source.read(arrivalsNanos, seed);
  return Array.from({ length: count }, (_, row) => table.row(row));
}

describe('records sent again', () => {
  test('repeat one of the last twenty that arrived, with its event time', async () => {
    const [once, some] = await Promise.all([rowsOf(undefined), rowsOf(0.3)]);
    for (const [arrival, row] of some.entries()) {
      const number = Number(row[1]);
      expect(row).toEqual(once[number]);
      if (number === arrival) continue;
      expect(some.slice(Math.max(0, arrival - 20), arrival)).toContainEqual(row);
    }
  });

  test.each([0.1, 0.5])('are a share of %d, and come after each distance up to twenty equally often', async (share) => {
    const numbers = (await rowsOf(share)).map(([, number]) => Number(number));
    const repeats = numbers.flatMap((number, arrival) => (number === arrival ? [] : [arrival]));
    const expected = share * count;
    // Four standard deviations. The first one has nothing to repeat.
    expect(Math.abs(repeats.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const distances = repeats.map((arrival) => arrival - numbers.lastIndexOf(numbers[arrival], arrival - 1));
    expect(Math.max(...distances)).toBe(20);
    if (share === 0.5) return;
    for (let distance = 1; distance <= 20; distance++) {
      expect(Math.abs(distances.filter((each) => each === distance).length - expected / 20)).toBeLessThan(30);
    }
  });

  test('differ for another seed, and do not occur by default', async () => {
    const numbers = async (share: number | undefined, seed: number): Promise<Value[]> =>
      (await rowsOf(share, seed)).map(([, number]) => number);
    expect(await numbers(0.1, 2)).not.toEqual(await numbers(0.1, 1));
    const inOrder = Array.from({ length: count }, (_, index) => index);
    expect(await numbers(undefined, 1)).toEqual(inOrder);
    expect(await numbers(0, 1)).toEqual(inOrder);
  });
});

test.each([
  [() => undefined, "the function 'record' of generated() must return an object with page and no more, and returned"],
  [() => ({ page: 1, pgae: 2 }), 'must return an object with page and no more, not { page: 1, pgae: 2 }'],
  [() => ({ time: 5, page: 1 }), 'must return an object with page and no more, not { time: 5, page: 1 }'],
  [
    () => {
      throw new TypeError('no dice');
    },
    "record() at index 0: the function 'record' of generated() failed: no dice",
  ],
])('names the function where %o makes no record', async (record, message) => {
  const source = generated({
    schema: { time: 'timestamp', page: 'integer?' },
    eventTime: 'time',
    record: record as () => { page: number },
  });
  await expect(source.read(new Float64Array(1), 1)).rejects.toThrow(message);
});

test('names the function where only a later record is none', async () => {
  const source = generated({
    schema: { time: 'timestamp', page: 'integer' },
    eventTime: 'time',
    record: (_, index) => (index < 5 ? { page: 1 } : (undefined as never)),
  });
  await expect(source.read(new Float64Array(9), 1)).rejects.toThrow("the function 'record' of generated() must return");
});

test('names the index of the record, not its row in a block that is filled again and again', () => {
  const source = generated({
    schema: { time: 'timestamp', page: 'integer' },
    eventTime: 'time',
    record: (_, index) => ({ page: index < 5 ? 1 : 0.5 }),
  });
  const table = new Table({ time: 'timestamp', page: 'integer' }, new Dictionary(), 1);
  const make = source.maker(table, new Float64Array(9), 1);
  expect(() => make(7, table.reserve())).toThrow("record() at index 7, column 'page': 0.5 is no integer");
});
