import { expect, test } from 'vitest';
import { takeTurns, type Search } from './searches-in-turn.ts';

/** Asks as often as it is long, and adds up the answers. */
function* sums(length: number, into: number[], place: number): Search<string, number> {
  for (let index = 0; index < length; index++) into[place] += yield `${place}${index}`;
}

test('searches take turns, each round begun by another, until the last one has ended', async () => {
  const asked: string[] = [];
  const found = [0, 0, 0];
  await takeTurns(
    [3, 1, 4].map((length, place) => sums(length, found, place)),
    async (question, search) => {
      asked.push(question);
      return 10 ** search;
    },
  );
  expect(asked).toEqual(['00', '10', '20', '21', '01', '22', '02', '23']);
  expect(found).toEqual([3, 10, 400]);
});

test('they stay as they are once they should not go on', async () => {
  const found = [0, 0];
  let asked = 0;
  const searches = [5, 5].map((length, place) => sums(length, found, place));
  await takeTurns(
    searches,
    async () => ++asked,
    () => asked < 3,
  );
  expect(found).toEqual([1, 2 + 3]);
});

test('an answer that cannot be given ends them all', async () => {
  const found = [0, 0];
  const answers = takeTurns(
    [5, 5].map((length, place) => sums(length, found, place)),
    async (question) => {
      if (question === '11') throw new Error('interrupted');
      return 1;
    },
  );
  await expect(answers).rejects.toThrow('interrupted');
  expect(found).toEqual([1, 1]);
});
