import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { summarize } from '../experiments/summarize.ts';
import { exampleResult, exampleUnit, latencyAround } from '../results/example.test-program.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { ResultFile } from '../results/read-result.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import {
  capacityResult,
  comparedResult,
  continuous,
  enginesResult,
  every100Ms,
  exampleCapacity,
  hostile,
  sparkRealTime,
} from '../reports/example-results.test-program.ts';
import { compare } from './compare.ts';
import type { ComparedFigure } from './compared-figure.ts';
import type { Difference } from './differences.ts';
import { comparisonMarkdown } from '../reports/comparison/markdown.ts';
import { ratioText, summaryText } from '../reports/comparison/sentences.ts';
import { comparisonReport } from '../reports/comparison/terminal.ts';

function fileOf(path: string, result: Result): ResultFile {
  return { path, text: '', result };
}

/** Of so many units of continuous, whose p50 are these. */
function unitsOf(p50s: readonly number[], changes: Partial<Unit> = {}): ResultFile {
  const units = p50s.map((p50, repetition) =>
    exampleUnit({ ...continuous, repetition, latencyMicros: latencyAround(p50), ...changes }),
  );
  return fileOf('units.json', exampleResult({ units, summary: summarize(continuous, units) }));
}

function figure(a: ResultFile, b: ResultFile, metric = 'p50Micros'): ComparedFigure {
  return compare(a, b).points[0].figures.find((of) => of.metric === metric)!;
}

const six = unitsOf([20, 21, 22, 23, 24, 25]);

describe('a verdict', () => {
  test.each<[string, ResultFile, string, string]>([
    ['is faster where the interval lies below', unitsOf([10, 11, 12, 13, 14, 19]), 'faster', 'the intervals are apart'],
    ['is slower where it lies above', unitsOf([26, 31, 32, 33, 34, 35]), 'slower', 'the intervals are apart'],
    [
      'is inconclusive where the intervals touch',
      unitsOf([25, 31, 32, 33, 34, 35]),
      'inconclusive',
      'the intervals overlap',
    ],
    [
      'is inconclusive without an interval, however far apart',
      unitsOf([1, 1, 1, 1, 1]),
      'inconclusive',
      'too few units for an interval',
    ],
    [
      'is inconclusive without a figure',
      unitsOf([1, 1, 1, 1, 1, 1], { latencyMicros: null }),
      'inconclusive',
      'no figure',
    ],
  ])('%s', (_, other, verdict, reason) => {
    expect(figure(six, other)).toMatchObject({ verdict, reason });
  });

  test('the other way round is the opposite', () => {
    const faster = unitsOf([10, 11, 12, 13, 14, 15]);
    expect([figure(six, faster).verdict, figure(faster, six).verdict]).toEqual(['faster', 'slower']);
  });

  test('takes more throughput for faster', () => {
    expect(figure(six, unitsOf([20, 21, 22, 23, 24, 25], { throughput: 12_000 }), 'throughput')).toMatchObject({
      verdict: 'faster',
      ratio: 1.2,
    });
  });

  test('of a result against itself is inconclusive, with ratio 1', () => {
    for (const of of compare(six, six).points[0].figures) expect([of.verdict, of.ratio]).toEqual(['inconclusive', 1]);
  });
});

describe('what differs', () => {
  const differing = (changes: Partial<Result>): string[] =>
    compare(fileOf('a', exampleResult()), fileOf('b', exampleResult(changes))).differences.map(
      ({ what, a, b }) => `${what}: ${a}, ${b}`,
    );
  const { machine, experiment, tool } = exampleResult();

  test.each<[string, Partial<Result>, string[]]>([
    ['nothing', { startedAt: '2027-01-01T00:00:00.000Z', command: 'other' }, []],
    [
      'the machine',
      { machine: { ...machine, cpu: 'Xeon', cores: 4 } },
      ['machine.cpu: AMD EPYC, Xeon', 'machine.cores: 2, 4'],
    ],
    ['the version', { tool: { ...tool, version: '0.2.0' } }, ['tool.version: 0.1.0, 0.2.0']],
    [
      'workload and plan',
      { experiment: { ...experiment, workload: 'web', planDigest: 'ef' } },
      ['experiment.workload: fraud, web', `experiment.planDigest: ${'cd'.repeat(32)}, ef`],
    ],
    [
      'sink and settings',
      { experiment: { ...experiment, sink: 'memory', wait: 'park', records: { keys: 5 } } },
      ['experiment.sink: sqlite, memory', 'experiment.wait: spin, park', 'experiment.records.keys: none, 5'],
    ],
    ['fsync, as it does from time to time', { machine: { ...machine, fsyncMicros: 3_000 } }, []],
    ['fsync, as on another disk', { machine: { ...machine, fsyncMicros: 50 } }, ['machine.fsyncMicros: 2100, 50']],
    ['fsync that is not known', { machine: { ...machine, fsyncMicros: null } }, ['machine.fsyncMicros: 2100, none']],
    [
      'how much was measured',
      { experiment: { ...experiment, durationMs: 5, measuredRecords: 5, recordCount: 9, repetitions: 9 } },
      ['experiment.durationMs: 1250, 5'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(differing(changes)).toEqual(expected);
  });

  test('what topics take by themselves, where it is not about the same, and not the records', () => {
    const between = (p50Micros: number): Result => {
      const floor = { ratePerSecond: 1000, p50Micros, p99Micros: 4000 };
      const topics = { settings: 'linger.ms 0', floor, ceilingPerSecond: 90_000 };
      return exampleResult({ experiment: { ...experiment, topics } });
    };
    const differenceOf = (other: Result): readonly Difference[] =>
      compare(fileOf('a', between(1800)), fileOf('b', other)).differences;
    expect(differenceOf(between(1750))).toEqual([]);
    expect(differenceOf(between(800))).toEqual([{ what: 'experiment.topics.floor.p50Micros', a: '1800', b: '800' }]);
    const sameAnswer = { ...between(1800).sameAnswer, unorderedDigest: 'cd'.repeat(16) };
    expect(differenceOf({ ...between(800), sameAnswer }).map(({ what }) => what)).toEqual([
      'experiment.topics.floor.p50Micros',
      'sameAnswer.unorderedDigest',
    ]);
  });

  test('the answer to the same records, and not to others', () => {
    const sameAnswer = { ...exampleResult().sameAnswer, unorderedDigest: 'cd'.repeat(16) };
    const answers = `sameAnswer.unorderedDigest: ${'ef'.repeat(16)}, ${'cd'.repeat(16)}`;
    expect(differing({ sameAnswer })).toEqual([answers]);
    expect(differing({ sameAnswer, tool: { ...tool, version: '0.2.0' } })).toContain(answers);
    expect(differing({ sameAnswer, experiment: { ...experiment, seed: 2 } })).not.toContain(answers);
    expect(differing({ sameAnswer, experiment: { ...experiment, recordCount: 9 } })).not.toContain(answers);
  });

  test('the guarantee, where a configuration has another', () => {
    expect(compare(six, unitsOf([20], { guarantee: 'none' })).differences).toEqual([
      { what: 'guarantee of continuous at 10,000 records/s', a: 'exactly-once', b: 'none' },
    ]);
  });
});

test('points that only one of them has are told, not compared', () => {
  const comparison = compare(fileOf('a', comparedResult()), unitsOf([20], { offeredRate: 20_000 }));
  expect(comparison).toMatchObject({
    points: [],
    onlyInA: ['continuous at 10,000 records/s', 'micro-batch 100 ms at 10,000 records/s'],
    onlyInB: ['continuous at 20,000 records/s'],
  });
  expect(comparisonReport(comparison)).toContain(
    'Inconclusive: nothing to compare, for they have no figure in common of the same\nconfiguration, at the same rate',
  );
});

const other = comparedResult();
for (const unit of other.units)
  if (unit.intervalMs === 100) unit.latencyMicros = latencyAround(30_000 + unit.repetition);
const faster = fileOf('new.json', {
  ...other,
  summary: [continuous, every100Ms].flatMap((configuration) => summarize(configuration, other.units)),
});
const comparison = compare(fileOf('old.json', comparedResult()), faster);

describe('in the terminal', () => {
  const report = stripVTControlCharacters(comparisonReport(comparison));

  test('shows figures, ratio and verdict of each configuration', () => {
    expect(report).toContain(`micro-batch 100 ms at 10,000 records/s
                                 a                       b    b/a b is
p50                     50 ms (50)              30 ms (30)   0.60 faster
`);
    expect(report).toContain('\nkeeps up                        no                      no\n');
    const summary = `
b is faster in 3 and slower in 0 of 10 figures (sure: intervals apart); 7 are
inconclusive. With --repeat 6 or more both have intervals.
`;
    expect(report.endsWith(summary)).toBe(true);
    expect(report).not.toContain('They differ');
  });

  test('stays within 79 columns, whatever the names', () => {
    const { machine } = exampleResult();
    const long = compare(
      fileOf('x/'.repeat(100), comparedResult()),
      fileOf(hostile, comparedResult({ machine: { ...machine, cpu: hostile.repeat(5) } })),
    );
    for (const line of [...report.split('\n'), ...stripVTControlCharacters(comparisonReport(long)).split('\n')])
      expect(line.length).toBeLessThanOrEqual(79);
  });
});

describe('the first line says how sure the answer is', () => {
  const lineOf = (a: ResultFile, b: ResultFile): string => summaryText(compare(a, b));

  test('where nothing is decided, with what counts in no unit', () => {
    expect(lineOf(six, six)).toBe('Inconclusive: in none of 5 figures b is surely faster or slower.');
    expect(lineOf(six, unitsOf([20, 21, 22, 23, 24, 25], { latencyMicros: null }))).toBe(
      'Inconclusive: in none of 5 figures b is surely faster or slower, of which 3 count in no unit of a or b.',
    );
  });

  test('where one keeps up and the other does not', () => {
    const slow = unitsOf([20, 21, 22, 23, 24, 25], { keepsUp: 'no', backlog: { max: 9000, slopeShare: 0.2 } });
    expect(lineOf(six, slow)).toMatch(/ Keeps up in a and not in b: continuous at 10,000 records\/s\.$/);
    expect(lineOf(slow, six)).toMatch(/ Keeps up in b and not in a: continuous at 10,000 records\/s\.$/);
  });

  test('where too many records were late: then no figure is decided', () => {
    const { experiment } = six.result;
    const late = { records: 19, dropped: 19, of: 20, tooMany: true, text: '19 of 20 records were late' };
    const flooded = fileOf('late.json', { ...six.result, experiment: { ...experiment, late } });
    const quick = unitsOf([10, 11, 12, 13, 14, 15]);
    expect(lineOf(quick, flooded)).toMatch(/^Inconclusive: too many records of b were late and dropped/);
    for (const { verdict } of compare(quick, flooded).points[0].figures) expect(verdict).toBe('inconclusive');
  });
});

test('in Markdown a row for each figure', () => {
  const report = comparisonMarkdown(comparison);
  expect(report).toContain(`
| configuration | figure | a | b | b/a | b is |
| :-- | --: | --: | --: | --: | --: |
| continuous at 10,000 records/s | p50 | 23 µs (21–25) | 23 µs (21–25) | 1.00 | inconclusive |
`);
  expect(report).toContain(
    '| micro-batch 100 ms at 10,000 records/s | p99 | 200 ms (200) | 120 ms (120) | 0.60 | faster |',
  );
  expect(report).toContain('| micro-batch 100 ms at 10,000 records/s | keeps up | no | no |  |  |');
});

describe('configurations of several engines', () => {
  const [a, b] = [fileOf('a', enginesResult()), fileOf('b', enginesResult())];

  test('are told apart, and a figure that one does not report is no figure', () => {
    const { points } = compare(a, b);
    expect(points.map(({ configuration, keepsUp }) => [configuration, keepsUp.a])).toEqual([
      ['continuous', 'yes'],
      ['spark real-time', 'inconclusive'],
    ]);
    expect(points[1].figures.find(({ metric }) => metric === 'busyShare')).toMatchObject({
      ratio: null,
      verdict: 'inconclusive',
      reason: 'no figure',
    });
    const [spark] = compare(a, unitsOf([20])).onlyInA;
    expect(spark).toBe('spark real-time at 10,000 records/s');
  });

  test('have a table each, with dashes', () => {
    const report = stripVTControlCharacters(comparisonReport(compare(a, b)));
    expect(report).toContain('\nspark real-time at 10,000 records/s\n');
    expect(report).toMatch(/\nbusy +– +– +– inconclusive\nkeeps up +inconclusive +inconclusive\n/);
    expect(report.split('\n').filter((line) => line.length > 79)).toEqual([]);
    const markdown = comparisonMarkdown(compare(a, b));
    expect(markdown).toContain('| spark real-time at 10,000 records/s | busy | – | – | – | inconclusive |');
    expect(markdown).toContain(
      '| spark real-time at 10,000 records/s | keeps up | inconclusive | inconclusive |  |  |',
    );
  });

  test('have capacities that are compared with those of the same engine only', () => {
    const both = [continuous, sparkRealTime].map((configuration) => exampleCapacity(configuration, 20_000));
    const { capacities } = compare(fileOf('a', capacityResult(both)), fileOf('b', capacityResult(both.slice(1))));
    expect(capacities.map(({ configuration }) => configuration)).toEqual(['spark real-time']);
  });
});

test('experiments of different kinds have no capacities in common', () => {
  const a = fileOf('a', capacityResult([exampleCapacity(continuous, 20_000)]));
  expect(compare(a, fileOf('b', comparedResult())).capacities).toEqual([]);
});

describe('capacities', () => {
  const unlimited = { estimate: null, low: null, high: null, level: null } as const;
  const a = fileOf('a', capacityResult([exampleCapacity(continuous, 20_000), exampleCapacity(every100Ms, 400_000)]));
  const b = fileOf('b', capacityResult([exampleCapacity(continuous, 30_000), exampleCapacity(every100Ms, null)]));

  test('are compared where they are of the same configuration under the same objective', () => {
    expect(
      compare(a, b).capacities.map(({ configuration, figure: { ratio, verdict, reason } }) => [
        configuration,
        ratio,
        verdict,
        reason,
      ]),
    ).toEqual([
      ['continuous', 1.5, 'faster', 'the intervals are apart'],
      ['micro-batch 100 ms', null, 'inconclusive', 'no figure'],
    ]);
    expect(
      compare(a, fileOf('c', capacityResult([exampleCapacity(continuous, 20_000, { objective: 'p99=50ms' })])))
        .capacities,
    ).toEqual([]);
  });

  test.each<[string, Partial<Capacity>, string, string]>([
    [
      'are doubted with one of them',
      { doubt: 'excluded units' },
      'inconclusive',
      'more than a tenth of the units of b',
    ],
    [
      'are doubted where measuring limits one',
      { harnessLimited: true },
      'inconclusive',
      'the measuring itself limits b',
    ],
    ['are apart where one is above all of the other', { ...unlimited, above: 21_001 }, 'faster', 'the rates are apart'],
    [
      'are open where one is above a part of the other',
      { ...unlimited, above: 20_000 },
      'inconclusive',
      'of one the rate',
    ],
    ['are apart from none', { ...unlimited, verdict: 'no' }, 'slower', 'the rates are apart'],
  ])('%s: %j', (_, changes, verdict, reason) => {
    const first = fileOf('a', capacityResult([exampleCapacity(continuous, 20_000)]));
    const second = fileOf('b', capacityResult([exampleCapacity(continuous, 30_000, changes)]));
    const compared = compare(first, second);
    const { figure: found } = compared.capacities[0];
    expect([found.verdict, found.reason]).toEqual([verdict, expect.stringContaining(reason)]);
    const isTold = summaryText(compared).includes(`Capacity of continuous: ${found.reason}.`);
    expect(isTold).toBe(verdict === 'inconclusive');
    const shown = changes.above === undefined ? /./ : /20,000 +> 2[\d,]+ /;
    expect(stripVTControlCharacters(comparisonReport(compared))).toMatch(shown);
  });

  test('have a table of their own', () => {
    const report = stripVTControlCharacters(comparisonReport(compare(a, b)));
    expect(report).toContain('\nCapacity in records/s\n');
    expect(report).toMatch(/\ncontinuous +20,000 +30,000 +1\.50 faster\n/);
    expect(report.split('\n').filter((line) => line.length > 79)).toEqual([]);
    expect(comparisonMarkdown(compare(a, b))).toContain(
      '| continuous | Capacity in records/s | 20,000 (19,000–21,000) | 30,000 (28,500–31,500) | 1.50 | faster |',
    );
  });
});

test.each([
  [1, '1.00'],
  [0.604, '0.60'],
  [99.4, '99.40'],
  [1234, '1.2e3'],
  [0.0012, '0.0012'],
  [0.000021, '2.1e-5'],
  [null, '–'],
])('shows a ratio of %s as %s', (ratio, text) => {
  expect(ratioText(ratio)).toBe(text);
});
