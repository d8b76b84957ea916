import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { recommend } from '../experiments/run/recommend.ts';
import { summarize } from '../experiments/summarize.ts';
import type { Configuration } from '../results/configuration.ts';
import { exampleLocal, exampleResult, exampleUnit, excluded, latencyAround } from '../results/example.test-program.ts';
import { excludingAll } from '../results/exclusion.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { reportByKind } from './by-kind.ts';
import { comparedResult, continuous, enginesResult } from './example-results.test-program.ts';

const microBatch = (intervalMs: number): Configuration => ({
  ...continuous,
  mode: 'micro-batch',
  executor: 'micro-batch',
  intervalMs,
});

const configurations: readonly Configuration[] = [continuous, microBatch(0), microBatch(100)];

/** A document whose units are the given ones for each configuration. */
function resultOf(
  unitsOf: (configuration: Configuration) => readonly Partial<Unit>[],
  changes: Partial<Result> = {},
): Result {
  const units = configurations.flatMap((configuration) =>
    unitsOf(configuration).map((unit, repetition) => exampleUnit({ ...configuration, repetition, ...unit })),
  );
  const summary = configurations.flatMap((configuration) => summarize(configuration, units));
  return exampleResult({ units, summary, recommendation: recommend(configurations, summary, units), ...changes });
}

function reportOf(result: Result, path?: string): string {
  return stripVTControlCharacters(reportByKind(result, path));
}

const { experiment, machine } = exampleResult();
const held = 'the machine held the idle driver up for 31.4 % of the unit (pauses: 48; limit: 1 %)';
const warming = 'still warming up: busy time per record fell to 1/2.4 after the first quarter (limit 1/2)';

const results: Readonly<Record<string, Result>> = {
  'one repetition': resultOf(() => [{}]),
  'six repetitions': resultOf(({ intervalMs }) =>
    [1, 2, 3, 4, 5, 6].map((unit) => ({
      latencyMicros: latencyAround(20 * unit + 1000 * (intervalMs ?? 0)),
      throughput: 9_990 + unit,
    })),
  ),
  'a long name of the workload': resultOf(() => [{}], {
    experiment: { ...experiment, workload: `orders-of-${'very-'.repeat(20)}long-name` },
    machine: { ...machine, cpu: 'Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz, in a virtual machine of many words' },
  }),
  'many excluded units': resultOf(() =>
    Array.from({ length: 20 }, (_, unit) =>
      unit % 2 === 0 ? {} : { exclusions: (unit % 3 === 0 ? [held, warming] : [held]).map(excludingAll) },
    ),
  ),
  'units excluded in part': resultOf(() =>
    Array.from({ length: 20 }, (_, unit) =>
      unit % 2 === 0 ? {} : { exclusions: [{ reason: held, figures: ['p90', 'p99', 'p999', 'distribution', 'busy'] }] },
    ),
  ),
  'no unit that counts': resultOf(() => [excluded(held)]),
  'all records at once': resultOf(
    () =>
      [1.2, 1.25, 1.234567].map((million) => ({
        offeredRate: null,
        latencyMicros: null,
        throughput: million * 1e6,
        keepsUp: 'inconclusive',
        local: exampleLocal({ busyShare: 1 }),
      })),
    {
      experiment: {
        ...experiment,
        load: { shape: 'saturate', rate: null, speed: null },
        durationMs: null,
        warmUpMs: null,
      },
    },
  ),
  'big rates': resultOf(
    () => [999_960, 1_234_567, 250_000_000].map((throughput) => ({ offeredRate: 1_234_567, throughput })),
    {
      experiment: {
        ...experiment,
        load: { shape: 'poisson', rate: 1_234_567, speed: null },
        measuredRecords: 33_000_000,
      },
    },
  ),
  'latencies from 0.2 µs to 30 s': resultOf(() =>
    [0.05, 400, 7_500_000].map((p50) => ({
      latencyMicros: latencyAround(p50),
      local: exampleLocal({ busyShare: p50 / 1e7 }),
    })),
  ),
  'odd intervals': (() => {
    const odd = [333.333, 100_000].map(microBatch);
    const units = odd.map((configuration) => exampleUnit(configuration));
    return exampleResult({ units, summary: odd.flatMap((configuration) => summarize(configuration, units)) });
  })(),
  'commits of several kinds': (() => {
    const epochs: readonly Configuration[] = (['epoch:100ms', 'none'] as const).flatMap((commit) => [
      { ...continuous, commit },
      { ...microBatch(10), commit },
    ]);
    const units = epochs.map((configuration) =>
      configuration.commit === 'none'
        ? exampleUnit({ ...configuration, guarantee: 'none', durableLatencyMicros: null })
        : exampleUnit({ ...configuration, guarantee: 'at-least-once', durableLatencyMicros: latencyAround(50_000) }),
    );
    return exampleResult({ units, summary: epochs.flatMap((configuration) => summarize(configuration, units)) });
  })(),
  'an interruption': resultOf(() => [{}], { interrupted: true }),
  'another answer': resultOf(() => [{ failure: 'its answer differs from that of batch' }], {
    sameAnswer: { ...exampleResult().sameAnswer, equal: false, rows: 7 },
  }),
  'several engines': enginesResult(),
  'modes with long names': (() => {
    const modes: readonly Configuration[] = ['real-time', 'continuous-processing'].map((mode) => ({
      ...continuous,
      engine: 'some-engine',
      mode,
    }));
    const units = modes.map((configuration) => exampleUnit({ ...configuration, local: null }));
    return exampleResult({ units, summary: modes.flatMap((configuration) => summarize(configuration, units)) });
  })(),
};

describe.each(Object.entries(results))('the report of %s', (_, result) => {
  const lines = reportOf(result).split('\n');

  test('has no line wider than 79 columns', () => {
    expect(lines.filter((line) => line.length > 79)).toEqual([]);
  });

  test('has no space at the end of a line', () => {
    expect(lines.filter((line) => line.endsWith(' '))).toEqual([]);
  });

  test('indents only the table and lists, by whole steps', () => {
    const [, ...paragraphs] = reportOf(result).split('\n\n');
    const prose = paragraphs.filter((text) => !text.startsWith('mode'));
    expect(prose.flatMap((text) => text.split('\n')).filter((line) => /^( | {3}| {5,})\S/.test(line))).toEqual([]);
  });

  test('cuts nothing short but the digest', () => {
    expect(reportOf(result).replace(/SHA-256 \w{12}…/, '')).not.toContain('…');
  });
});

test('the whole of a report', () => {
  const result = resultOf(({ intervalMs }) =>
    [0, 1, 2].map((unit) => ({
      latencyMicros: latencyAround((intervalMs === 100 ? 51_000 : 20) + unit),
      throughput: 10_000 + unit * 100,
      local: exampleLocal({ busyShare: intervalMs === 100 ? 0.012 : 0.2 }),
      ...(intervalMs === 0 && unit === 1 && excluded(held)),
    })),
  );
  expect(reportOf(result, 'results/run-1.json'))
    .toBe(`Choose continuous (inconclusive: more than a tenth of the units of micro-batch
0 ms were excluded): it keeps up with the lowest latency (p50 21 µs, latency
and busy time indistinguishable from micro-batch 0 ms, which is less simple);
micro-batch 100 ms is busy for 1.2 % instead of 20 % of the time, at a p50 of
51 ms.

Measure again on a quieter machine, or raise --repeat.

fraud: 10,000 records/s, constant; sink sqlite (synchronous normal); 12,500
records measured in each unit
2 cores, AMD EPYC; ext4, fsync 2.1 ms; idle executors spin

mode        interval commit,          p50     p99   p99.9  rec/s    busy keeps
                     guarantee                                           up
continuous         – invocation     21 µs   84 µs  168 µs  10.1k    20 % yes
                     exactly-once   20–22   80–88 160–176 ±1.0 %      20
micro-batch     0 ms invocation     21 µs   84 µs  168 µs  10.1k    20 % yes
                     exactly-once   20–22   80–88 160–176 ±1.0 %      20
micro-batch   100 ms invocation     51 ms  204 ms  408 ms  10.1k   1.2 % yes
                     exactly-once      51     204     408 ±1.0 %     1.2

Median of the units, below it smallest to largest. Latency: from the intended
arrival to the commit, of records with an effect.

1 of 9 units excluded:
  1 unit of micro-batch 0 ms: the machine held the idle driver up for 31.4 %
    of the unit (pauses: 48; limit: 1 %)

9 of 9 units gave the same answer as batch: 518 rows, SHA-256 abababababab…

Saved as results/run-1.json
`);
});

describe('the report says', () => {
  test('how long until effects are durable, where they are visible before, and where nothing is committed', () => {
    const report = reportOf(results['commits of several kinds']);
    expect(report).toContain(`continuous         – epoch:100ms    20 µs   80 µs  160 µs  10.0k    18 % yes
                     at-least-         20      80     160   ±0 %      18
                     once
                     durable        50 ms  200 ms  400 ms
                                       50     200     400
`);
    expect(report).toContain(`Median of the units, below it smallest to largest. Latency: from the intended
arrival to when the effect can be read, durable to the commit (where nothing is
guaranteed, to the write), of records with an effect.`);
  });

  test('the confidence of the intervals of 6 units', () => {
    expect(reportOf(results['six repetitions'])).toContain('below it an interval of 96 % confidence. Latency');
  });

  test('that configurations of fewer units have none', () => {
    const mixed = resultOf(({ intervalMs }) => Array.from({ length: intervalMs === null ? 6 : 5 }, () => ({})));
    expect(reportOf(mixed).replaceAll('\n', ' ')).toContain(
      'an interval of 96 % confidence, or of fewer than 6 units smallest to largest.',
    );
  });

  test('that there are no latencies where all records come at once', () => {
    const report = reportOf(results['all records at once']).replaceAll('\n', ' ');
    expect(report).toContain('fraud: all records at once;');
    expect(report).toContain(
      'No latencies: with all records there at once they would only show the order of processing.',
    );
  });

  test('how many units had finished before an interruption', () => {
    expect(reportOf(results['an interruption']).replaceAll('\n', ' ')).toContain(
      '3 of 3 units that finished before the interruption gave the same answer as batch',
    );
  });

  test('how many rows each configuration wrote, where they replaced each other', () => {
    expect(reportOf(results['six repetitions'])).not.toContain('Rows written');
    const result = resultOf(({ intervalMs }) =>
      (intervalMs === null ? [5000, 5000] : [1000 + intervalMs, 900]).map((written) => ({
        output: { rows: 20, rowsWritten: written, digest: '', unorderedDigest: '' },
      })),
    );
    const written = 'continuous 5,000; micro-batch 0 ms 900 to 1,000; micro-batch 100 ms 900 to 1,100';
    expect(reportOf(result).replaceAll('\n', ' ')).toContain(
      `Rows written, of which a table keeps the last for each key: ${written}.`,
    );
  });

  test('that answers differ', () => {
    expect(reportOf(results['another answer'])).toMatch(/\nThe answers differ: \d of \d units failed\.\n/);
  });

  test('which verdict each configuration has', () => {
    const verdicts = ['yes', 'no', 'inconclusive'] as const;
    const result = resultOf(({ intervalMs }) => [
      { keepsUp: verdicts[configurations.findIndex((other) => other.intervalMs === intervalMs)] },
    ]);
    const words = reportOf(result)
      .split('\n')
      .filter((line) => /^(continuous|micro-batch) .*invocation/.test(line))
      .map((line) => line.split(' ').at(-1));
    expect(words).toEqual(['yes', 'no', '?']);
    expect(reportOf(result)).toContain('?: inconclusive');
    expect(reportOf(comparedResult())).not.toContain('?: inconclusive');
  });

  test('where it is saved, in one piece', () => {
    const path = `${'folder/'.repeat(20)}result.json`;
    expect(reportOf(results['one repetition'], path)).toContain(`\nSaved as ${path}\n`);
  });
});

test('configurations of several engines stand in one table, with dashes for what one does not report', () => {
  const report = reportOf(enginesResult());
  expect(report).toContain(`
mode        interval commit,          p50     p99   p99.9  rec/s    cost keeps
                     guarantee                                           up
continuous         – invocation     21 µs   84 µs  168 µs  10.0k    18 % yes
                     exactly-once   20–22   80–88 160–176   ±0 %      18
spark              – invocation    5.0 ms   20 ms   40 ms  10.0k       – ?
real-time            exactly-once     5.0      20      40   ±0 %
`);
  expect(report).toContain(`
1 of 6 units excluded in part:
  p99.9, distribution in 1 unit, of spark real-time: a pause of 40 ms
`);
});

test('configurations that differ in their parallelism alone are told apart', () => {
  const node: Configuration = { ...continuous, engine: 'node' };
  const both = [node, { ...node, parallelism: 2 }];
  const units = both.map((configuration) => exampleUnit({ ...configuration, local: null }));
  const summary = both.flatMap((configuration) => summarize(configuration, units));
  const report = reportOf(exampleResult({ units, summary }));
  expect(report).toMatch(/^node +– invocation.*\ncontinuous/m);
  expect(report).toMatch(/^node ×2 +– invocation.*\ncontinuous/m);
});

test('a figure that counts in no unit is a dash, beside those that count', () => {
  const result = resultOf(() => [{ exclusions: [{ reason: 'a pause', figures: ['p999', 'busy'] }] }]);
  expect(reportOf(result)).toMatch(/^continuous +– invocation +20 µs +80 µs +– +10\.0k +– yes$/m);
  expect(reportOf(result)).toContain('  p99.9, busy time in 3 units, of continuous (1), micro-batch 0 ms (1),\n');
});

test('says of a replay its speed and its mean rate', () => {
  const load = { shape: 'replay' as const, rate: 1_234.5, speed: 1 };
  const report = (speed: number): string =>
    reportOf(resultOf(() => [{}], { experiment: { ...experiment, load: { ...load, speed } } }));
  expect(report(1)).toContain('fraud: 1,235 records/s, recorded, at original speed;');
  expect(report(60)).toContain('fraud: 1,235 records/s, recorded, at 60 times their speed;');
});

test('counts the records that could not be read, and what became of them', () => {
  const report = (skipped: number, deadLettered: number): string =>
    reportOf(
      resultOf(() => [{}], {
        experiment: { ...experiment, source: 'cards.csv', badRecords: { skipped, deadLettered } },
      }),
    );
  expect(report(1_234, 0)).toContain('Records of cards.csv that could not be read: 1,234, skipped.');
  expect(report(0, 2)).toContain('Records of cards.csv that could not be read: 2, written to the dead-letter');
  expect(report(0, 0)).not.toContain('could not be read');
});

test('the spread of a rate reaches to the unit that is farthest from the median', () => {
  const result = resultOf(() => [{ throughput: 10_000 }, { throughput: 10_000 }, { throughput: 8000 }]);
  expect(reportOf(result).match(/±\S+ %/g)).toEqual(Array(3).fill('±20 %'));
});
