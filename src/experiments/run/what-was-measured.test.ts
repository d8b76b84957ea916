import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { local } from '../../engines/example-spec.test-program.ts';
import { configurationName, type Configuration } from '../../results/configuration.ts';
import { exampleLocal, exampleUnit, excluded, latencyAround } from '../../results/example.test-program.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { summarize } from '../summarize.ts';
import { recommend } from './recommend.ts';

// What is said where some configurations were not measured, do not keep up, or may keep up or not.

const configurations = [local(), local({ executor: 'micro-batch', intervalMs: 10 })];
const third = local({ executor: 'micro-batch', intervalMs: 100 });

/** What the units of a configuration tell. Those that were measured tell a p50 and a throughput. */
const outcomes = {
  'keeps up': {},
  'too slow': { keepsUp: 'no', throughput: 4920, backlog: { max: 9000, slopeShare: 0.2 } },
  open: { keepsUp: 'inconclusive', backlog: { max: 9, slopeShare: null } },
  excluded: excluded('a pause'),
  'without p50': { latencyMicros: latencyAround(null) },
  'without rows': { latencyMicros: latencyAround(null), output: { ...exampleUnit().output!, rows: 0 } },
  'p50 excluded': { exclusions: [{ reason: 'a pause', figures: ['p50'] }] },
  failed: { failure: 'its answer differs from that of batch' },
} as const satisfies Readonly<Record<string, Partial<Unit>>>;

type Told = keyof typeof outcomes;

/** Two units; the p50 is 20 µs, 40 µs, 60 µs of the first, second and third configuration. */
function unitsOf(configuration: Configuration, told: Told, place: number): Unit[] {
  return [0, 1].map((repetition) =>
    exampleUnit({
      ...configuration,
      repetition,
      latencyMicros: latencyAround(20 * (place + 1)),
      local: exampleLocal({ busyShare: 0.3 - 0.1 * place }),
      ...outcomes[told],
    }),
  );
}

function answerOf(told: readonly Told[]): Recommendation {
  const all = [...configurations, third].slice(0, told.length);
  const units = all.flatMap((configuration, place) => unitsOf(configuration, told[place], place));
  const summary = all.flatMap((configuration) => summarize(configuration, units));
  return recommend(all, summary, units);
}

const sure = 'sure: both configurations were measured, by 2 units each';
const alone = 'sure: both configurations were measured';
const lowest = 'it keeps up with the lowest latency';
const only = 'it is the only one that keeps up';
const nearest = 'the nearest is continuous, which handles 4,920 records/s';

/** Of continuous and micro-batch 10 ms, with the beginning of the answer. */
const rightAnswers: readonly (readonly [first: Told, second: Told, answer: string])[] = [
  ['keeps up', 'keeps up', `Choose continuous (${sure}): ${lowest} (p50 20 µs); micro-batch 10 ms is busy for 20 %`],
  ['keeps up', 'too slow', `Choose continuous (${sure}): ${only} (p50 20 µs); it is busy for 30 % of the time.`],
  ['too slow', 'keeps up', `Choose micro-batch 10 ms (${sure}): ${only} (p50 40 µs)`],
  [
    'keeps up',
    'excluded',
    `Inconclusive: micro-batch 10 ms was not measured. By what was measured, choose continuous: ${lowest}`,
  ],
  [
    'excluded',
    'keeps up',
    `Inconclusive: continuous was not measured. By what was measured, choose micro-batch 10 ms: ${lowest}`,
  ],
  // One that may keep up is passed over where it is surely slower, and else not.
  ['keeps up', 'open', `Choose continuous (${sure}): ${lowest} (p50 20 µs)`],
  [
    'open',
    'keeps up',
    `Inconclusive: whether continuous keeps up is open. By what was measured, choose micro-batch 10`,
  ],
  [
    'without p50',
    'keeps up',
    'Inconclusive: the latency of continuous is unknown. By what was measured, choose micro-batch 10 ms: ',
  ],
  [
    'keeps up',
    'without p50',
    'Inconclusive: the latency of micro-batch 10 ms is unknown. By what was measured, choose continuous: ',
  ],
  ['keeps up', 'p50 excluded', 'Inconclusive: the latency of micro-batch 10 ms is unknown; more'],
  [
    'too slow',
    'too slow',
    `None of these keeps up with 10,000 records/s (${alone}): the nearest is continuous, which handles 4,920 ` +
      'records/s (indistinguishable from micro-batch 10 ms).',
  ],
  [
    'too slow',
    'excluded',
    'Inconclusive: micro-batch 10 ms was not measured. By what was measured, none of these keeps up with 10,000 ' +
      `records/s: ${nearest}. Measure again on a quieter machine, or raise --repeat.`,
  ],
  [
    'too slow',
    'open',
    'Inconclusive: no configuration was shown to keep up with 10,000 records/s; whether micro-batch 10 ms keeps up ' +
      'is open; continuous does not. Raise --duration or --repeat.',
  ],
  [
    'open',
    'excluded',
    'Inconclusive: no configuration was shown to keep up with 10,000 records/s; micro-batch 10 ms was not measured; ' +
      'whether continuous keeps up is open. Raise --duration or --repeat.',
  ],
  ['open', 'open', 'Inconclusive: no configuration was shown to keep up with 10,000 records/s; whether continuous and'],
  ['too slow', 'without p50', `Choose micro-batch 10 ms (sure: ${only}): its latency is unknown, because too few`],
  [
    'too slow',
    'p50 excluded',
    'Choose micro-batch 10 ms (inconclusive: more than a tenth of the units of micro-batch 10 ms were excluded): its ' +
      'latency is unknown, because the latency is excluded.',
  ],
  [
    'excluded',
    'without p50',
    'Inconclusive: continuous was not measured. By what was measured, choose micro-batch 10 ms: its latency is ' +
      'unknown, because too few records had an effect',
  ],
  ['without p50', 'without p50', 'Inconclusive: continuous and micro-batch 10 ms keep up, but too few records had'],
  [
    'without rows',
    'without rows',
    'Inconclusive: continuous and micro-batch 10 ms keep up, but the pipeline gave no rows; look at it with',
  ],
  ['excluded', 'excluded', 'Inconclusive: nothing was measured: all 4 units are excluded'],
  ['failed', 'keeps up', 'Inconclusive: 2 of 4 units gave another answer than batch.'],
  ['excluded', 'failed', 'Inconclusive: 2 of 4 units gave another answer than batch.'],
];

test.each(rightAnswers)('continuous: %s, micro-batch 10 ms: %s', (first, second, answer) => {
  const { text, inconclusive = false } = answerOf([first, second]);
  expect(text.slice(0, answer.length)).toBe(answer);
  expect(inconclusive).toBe(!text.includes('(sure: '));
});

test('a configuration of which no unit was started was not measured', () => {
  const units = unitsOf(configurations[0], 'keeps up', 0);
  const summary = summarize(configurations[0], units);
  expect(recommend(configurations, summary, units).text).toMatch(/^Inconclusive: micro-batch 10 ms was not measured\./);
});

test('the throughput with all records at once is limited by what was not measured too', () => {
  const told: readonly Told[] = ['keeps up', 'excluded'];
  const units = configurations
    .flatMap((configuration, place) => unitsOf(configuration, told[place], place))
    .map((unit) => ({ ...unit, offeredRate: null }));
  const summary = configurations.flatMap((configuration) => summarize(configuration, units));
  expect(recommend(configurations, summary, units).text).toMatch(
    /^Inconclusive: micro-batch 10 ms was not measured\. By what was measured, choose continuous for throughput: /,
  );
});

describe('whatever two or three configurations tell,', () => {
  const told = fc.array(fc.constantFrom(...(Object.keys(outcomes) as Told[])), { minLength: 1, maxLength: 3 });
  const names = [...configurations, third].map(configurationName);
  const firstSentence = (text: string): string => text.split(/\.(?= |$)/)[0];

  test('the first line is the answer and how sure it is', () => {
    fc.assert(
      fc.property(told, (all) => {
        const { text, inconclusive = false } = answerOf(all);
        const isOpen = text.startsWith('Inconclusive: ');
        const begins = /^(choose [\w -]+|.*keeps? up with [^(]*) \((sure|inconclusive): /i;
        if (!isOpen) expect(text).toMatch(begins);
        expect(inconclusive).toBe(/inconclusive: /i.test(firstSentence(text)));
      }),
    );
  });

  test('what was not measured is said in the sentence of the claim', () => {
    fc.assert(
      fc.property(told, (all) => {
        const { text } = answerOf(all);
        if (/^Inconclusive: (\d+ of|nothing)/.test(text)) return;
        const unmeasured = names.filter((_, place) => all[place] === 'excluded');
        for (const name of unmeasured) expect(firstSentence(text)).toMatch(new RegExp(`${name}.* not measured`));
      }),
    );
  });

  test('only one that was measured, keeps up and did not fail is chosen, and the nearest does not', () => {
    fc.assert(
      fc.property(told, (all) => {
        const { text } = answerOf(all);
        const [, chosen] = /choose ([^(:]*?)( \(|:)/i.exec(text) ?? [];
        const [, near] = /nearest is ([^,]*),/.exec(text) ?? [];
        if (chosen !== undefined) {
          expect(['keeps up', 'without p50', 'without rows', 'p50 excluded']).toContain(all[names.indexOf(chosen)]);
        }
        if (near !== undefined) expect(all[names.indexOf(near)]).toBe('too slow');
        expect(text).not.toMatch(/undefined|null|NaN|: \./);
      }),
    );
  });
});
