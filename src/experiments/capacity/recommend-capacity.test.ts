import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { local } from '../../engines/example-spec.test-program.ts';
import { configurationName, configurationOf } from '../../results/configuration.ts';
import { exampleUnit } from '../../results/example.test-program.ts';
import type { Capacity } from '../../results/findings/capacity.ts';
import type { Recommendation } from '../../results/result.ts';
import { recommendCapacity } from './recommend-capacity.ts';

const configurations = [
  local(),
  local({ executor: 'micro-batch', intervalMs: 0 }),
  local({ executor: 'micro-batch', intervalMs: 10 }),
];

/** What the search of a configuration found; `open`: a rate, but by too few units. */
type Told = number | 'none' | 'beyond' | 'unlimited' | 'excluded' | 'open' | 'not begun';

function capacityOf(told: Told, place: number): Capacity[] {
  if (told === 'not begun') return [];
  const estimate = typeof told === 'number' ? told : told === 'open' ? 50_000 : null;
  return [
    {
      ...configurationOf(configurations[place]),
      guarantee: 'exactly-once',
      objective: null,
      verdict: typeof told === 'number' ? 'yes' : told === 'none' ? 'no' : 'inconclusive',
      ...(told === 'beyond' && { doubt: 'few records', above: 20_000 }),
      ...(told === 'unlimited' && { doubt: 'the measuring', above: 73_000 }),
      ...(told === 'open' && { doubt: 'few units' }),
      estimate,
      low: estimate && estimate * 0.9,
      high: estimate && estimate * 1.1,
      level: 0.97,
      method: 'threshold',
      units: estimate === null ? 0 : 6,
      limitedBy: 'commit',
      harnessLimited: false,
      evidence: [],
    },
  ];
}

function answerOf(told: readonly Told[]): Recommendation {
  const asked = configurations.slice(0, told.length);
  return recommendCapacity(asked, told.flatMap(capacityOf), [exampleUnit()]);
}

test.each<[readonly Told[], string]>([
  [[5000], 'continuous keeps up with 5,000 records/s (sure: it was measured, at 97 % confidence): 4,500 to 5,500.'],
  [
    [5000, 50_000],
    'micro-batch 0 ms keeps up with the highest rate (sure: both configurations were measured, at 97 % ' +
      'confidence each): ' +
      '50,000 records/s (45,000 to 55,000), 10 times (8.2 to 12) that of continuous, 5,000 (4,500 to 5,500).',
  ],
  [
    [50_000, 5000, 45_000],
    'continuous and micro-batch 10 ms keep up with the highest rate, indistinguishable (sure: all 3 configurations ' +
      'were measured, at 97 % confidence each): 50,000 records/s (45,000 to 55,000) and 45,000 ' +
      'records/s (40,500 to 49,500), 10 times (8.2 to 12) that of micro-batch 0 ms, 5,000 (4,500 to 5,500).',
  ],
  [
    [5000, 'excluded'],
    'Inconclusive: no unit of micro-batch 0 ms counts. By what was measured, continuous keeps up with 5,000 ' +
      'records/s: 4,500 to 5,500. Measure again on a quieter machine, or raise --units.',
  ],
  [
    [5000, 'not begun', 50_000],
    'Inconclusive: micro-batch 0 ms was not measured. By what was measured, micro-batch 10 ms keeps up with the ' +
      'highest rate: 50,000',
  ],
  [[5000, 'open'], 'micro-batch 0 ms keeps up with the highest rate (inconclusive: too few units of micro-batch 0 ms'],
  [
    [5000, 'none'],
    'continuous keeps up with 5,000 records/s (sure: both configurations were measured, at ' +
      '97 % confidence each): 4,500 to 5,500. micro-batch 0 ms keeps up with no rate.',
  ],
  [['none', 'none'], 'None of these keeps up with any rate (sure: both configurations were measured).'],
  [
    ['none', 'excluded'],
    'Inconclusive: no unit of micro-batch 0 ms counts. By what was measured, continuous keeps up with no rate. Mea',
  ],
  [['none'], 'continuous keeps up with no rate (sure: it was measured).'],
  [
    ['none', 'beyond'],
    'Inconclusive: the rate of micro-batch 0 ms is above 20,000 records/s, for which there are too few records. ' +
      'By what was measured, continuous keeps up with no rate. Add --loop for more records.',
  ],
  [
    ['excluded', 'not begun'],
    'Inconclusive: no sustainable throughput was found; micro-batch 0 ms was not measured; no unit of',
  ],
  [
    [5000, 'beyond'],
    'Inconclusive: the rate of micro-batch 0 ms is above 20,000 records/s, for which there are too few records. By ' +
      'what was measured, continuous keeps up with 5,000 records/s: 4,500 to 5,500. Add --loop for more records.',
  ],
  [
    [5000, 'unlimited', 'unlimited'],
    'micro-batch 0 ms and micro-batch 10 ms keep up with at least 73,000 records/s (sure: all 3 configurations were ' +
      'measured, at 97 % confidence each), above which the measuring is the limit; the lowest is continuous, 5,000 ' +
      'records/s (4,500 to 5,500).',
  ],
  [
    [90_000, 'unlimited'],
    'micro-batch 0 ms keeps up with at least 73,000 records/s (inconclusive: whether micro-batch 0 ms keeps up with ' +
      'more is open), above which the measuring is the limit; of the others the highest is continuous, 90,000',
  ],
  [
    ['unlimited', 'excluded'],
    'Inconclusive: no unit of micro-batch 0 ms counts. By what was measured, continuous keeps up with at least ' +
      '73,000 records/s, above which the measuring is the limit. Measure',
  ],
  [['beyond'], 'Inconclusive: no sustainable throughput was found; the rate of continuous is above 20,000 records/s, '],
])('of searches that found %j', (told, answer) => {
  const { text, inconclusive = false } = answerOf(told);
  expect(text.slice(0, answer.length)).toBe(answer);
  expect(inconclusive).toBe(/inconclusive/i.test(text));
});

test('nothing is said where a unit gave another answer than batch', () => {
  const units = [exampleUnit(), exampleUnit({ failure: 'its answer differs from that of batch' })];
  const { text } = recommendCapacity(configurations, [5000, 6000, 7000].flatMap(capacityOf), units);
  expect(text).toBe('Inconclusive: 1 of 2 units gave another answer than batch.');
});

test('different guarantees are named', () => {
  const [first, second] = [5000, 50_000].flatMap(capacityOf);
  const { text } = recommendCapacity(configurations.slice(0, 2), [first, { ...second, guarantee: 'none' }], []);
  expect(text).toMatch(/; their guarantees differ: micro-batch 0 ms none, continuous exactly-once\.$/);
});

describe('whatever the searches found,', () => {
  const rates = fc.constantFrom<Told[]>(5000, 50_000, 'none', 'excluded', 'open', 'beyond', 'not begun');
  test('what was not measured is said in the sentence of the claim', () => {
    fc.assert(
      fc.property(fc.array(rates, { minLength: 1, maxLength: 3 }), (told) => {
        const { text, inconclusive = false } = answerOf(told);
        expect(text).toMatch(/^Inconclusive: |^[^:.]* \((sure|inconclusive): /);
        const isSure = told.every((one) => typeof one === 'number' || one === 'none');
        expect(inconclusive).toBe(!isSure);
        if (text.startsWith('Inconclusive')) return;
        const [first] = text.split(/\.(?= |$)/);
        for (const [place, one] of told.entries()) {
          if (one !== 'excluded' && one !== 'not begun') continue;
          expect(first).toMatch(new RegExp(`${configurationName(configurations[place])}.* not measured`));
        }
      }),
    );
  });
});
