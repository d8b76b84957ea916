import { expect, test } from 'vitest';
import { RecordRandom } from '../../random/random.ts';
import { decide, lookPairs } from './decide.ts';
import { pairsToSettle } from './pairs-to-settle.ts';

const margin = Math.log(1.05);
const random = new RecordRandom(5);

function differences(count: number, deviation: number, change = 0): number[] {
  return Array.from({ length: count }, () => change + deviation * random.normal());
}

test('with fewer than six pairs, nothing is known but when the first look is', () => {
  expect(pairsToSettle({ worse: [0, 0, 0.1], margin }, 1)).toBe(12);
});

test('it is a look that is still to come', () => {
  expect(pairsToSettle({ worse: new Array<number>(12).fill(0), margin }, 1)).toBe(16);
  expect(pairsToSettle({ worse: new Array<number>(13).fill(0), margin }, 1)).toBe(16);
});

test('where the middle is at the margin, no number would do', () => {
  const worse = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 0.02 : -0.02));
  expect(pairsToSettle({ worse, margin: 0 }, 1)).toBeNull();
});

test.each([
  ['unchanged', 0.05, 0],
  ['unchanged', 0.1, 0],
  ['worse by 15 %', 0.1, Math.log(1.15)],
])('most that are %s, at a deviation of %d, are decided by then', (_, deviation, change) => {
  random.at(1);
  const found = Array.from({ length: 400 }, () =>
    pairsToSettle({ worse: differences(14, deviation, change), margin }, 8),
  );
  const typical = found.map((pairs) => pairs ?? Infinity).sort((left, right) => left - right)[found.length / 2];
  expect(lookPairs).toContain(typical);
  const looks = [{ pairs: typical, spent: { regression: 1, pass: 1 } }];
  const decided = Array.from({ length: 400 }, () => {
    return decide([{ margin, worse: differences(typical, deviation, change), looks }], 8)[0];
  });
  const right = decided.filter((decision) => decision === (change === 0 ? 'pass' : 'regression')).length;
  expect(right / decided.length).toBeGreaterThan(0.8);
});
