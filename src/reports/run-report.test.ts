import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { recommend } from '../experiments/run/recommend.ts';
import type { Configuration } from '../experiments/settings.ts';
import { summarize } from '../experiments/summarize.ts';
import { exampleResult, exampleUnit, latencyAround } from '../results/example.test-program.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { terminalReport } from './terminal.ts';

const configurations: readonly Configuration[] = [
  { executor: 'continuous', intervalMs: null, commit: 'invocation' },
  { executor: 'micro-batch', intervalMs: 0, commit: 'invocation' },
  { executor: 'micro-batch', intervalMs: 100, commit: 'invocation' },
];

/** A document whose runs are the given ones for each configuration. */
function resultOf(
  runsOf: (configuration: Configuration) => readonly Partial<Unit>[],
  changes: Partial<Result> = {},
): Result {
  const units = configurations.flatMap((configuration) =>
    runsOf(configuration).map((run, repetition) => exampleUnit({ ...configuration, repetition, ...run })),
  );
  const summary = configurations.flatMap((configuration) => summarize(configuration, units));
  return exampleResult({ units, summary, recommendation: recommend(configurations, summary, units), ...changes });
}

function reportOf(result: Result, path?: string): string {
  return stripVTControlCharacters(terminalReport(result, path));
}

const { experiment, machine } = exampleResult();
const held = 'the machine held the idle driver up for 31.4 % of the run (pauses: 48; limit: 1 %)';
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
  'many invalid units': resultOf(() =>
    Array.from({ length: 20 }, (_, unit) =>
      unit % 2 === 0 ? {} : { status: 'invalid' as const, reasons: unit % 3 === 0 ? [held, warming] : [held] },
    ),
  ),
  'no valid unit': resultOf(() => [{ status: 'invalid', reasons: [held] }]),
  'all records at once': resultOf(
    () =>
      [1.2, 1.25, 1.234567].map((million) => ({
        offeredRate: null,
        latencyMicros: null,
        throughput: million * 1e6,
        busyShare: 1,
        sustained: 'inconclusive',
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
    [0.05, 400, 7_500_000].map((p50) => ({ latencyMicros: latencyAround(p50), busyShare: p50 / 1e7 })),
  ),
  'odd intervals': (() => {
    const odd: readonly Configuration[] = [333.333, 100_000].map((intervalMs) => ({
      executor: 'micro-batch',
      intervalMs,
      commit: 'invocation',
    }));
    const units = odd.map((configuration) => exampleUnit(configuration));
    return exampleResult({ units, summary: odd.flatMap((configuration) => summarize(configuration, units)) });
  })(),
  'commits of several kinds': (() => {
    const epochs: readonly Configuration[] = (['epoch:100ms', 'none'] as const).flatMap((commit) => [
      { executor: 'continuous', intervalMs: null, commit },
      { executor: 'micro-batch', intervalMs: 10, commit },
    ]);
    const units = epochs.map((configuration) =>
      configuration.commit === 'none'
        ? exampleUnit({ ...configuration, guarantee: 'none', durableLatencyMicros: null })
        : exampleUnit({ ...configuration, guarantee: 'at-least-once', durableLatencyMicros: latencyAround(50_000) }),
    );
    return exampleResult({ units, summary: epochs.flatMap((configuration) => summarize(configuration, units)) });
  })(),
  'an interruption': resultOf(() => [{}], { interrupted: true }),
  'another answer': resultOf(() => [{ status: 'failed', reasons: ['its answer differs from that of batch'] }], {
    sameAnswer: { equal: false, reference: 'batch', digest: 'ab'.repeat(32), rows: 7 },
  }),
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
    const prose = paragraphs.filter((text) => !text.startsWith('executor'));
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
      busyShare: intervalMs === 100 ? 0.012 : 0.2,
      ...(intervalMs === 0 && unit === 1 && { status: 'invalid' as const, reasons: [held] }),
    })),
  );
  expect(reportOf(result, 'results/run-1.json'))
    .toBe(`fraud: 10,000 records/s, constant; sink sqlite (synchronous normal); 12,500
records measured in each unit
2 cores, AMD EPYC; ext4, fsync 2.1 ms; idle executors spin

executor    interval commit,          p50     p99   p99.9  rec/s    busy keeps
                     guarantee                                           up
continuous         – invocation     21 µs   84 µs  168 µs  10.1k    20 % yes
                     exactly-once   20–22   80–88 160–176 ±1.0 %      20
micro-batch     0 ms invocation     21 µs   84 µs  168 µs  10.1k    20 % yes
                     exactly-once   20–22   80–88 160–176 ±1.0 %      20
micro-batch   100 ms invocation     51 ms  204 ms  408 ms  10.1k   1.2 % yes
                     exactly-once      51     204     408 ±1.0 %     1.2

Median of the units, below it smallest to largest. Latency: from the intended
arrival to the commit, of records with an effect.

1 of 9 units not counted:
  micro-batch 0 ms, repetition 2: the machine held the idle driver up for
    31.4 % of the run (pauses: 48; limit: 1 %)

9 of 9 units gave the same answer as batch: 518 rows, SHA-256 abababababab…

Choose continuous: it keeps up with the lowest latency (p50 21 µs, in latency
and busy time not to be told from micro-batch 0 ms); micro-batch 100 ms is busy
for 1.2 % instead of 20 % of the time, at a p50 of 51 ms. This is inconclusive:
more than a tenth of the units of micro-batch 0 ms could not be counted.

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
    expect(report).toContain(
      'Median of the units, below it smallest to largest. Latency: from the intended\narrival to when the effect can be read, durable to the commit (where nothing is\nguaranteed, to the write), of records with an effect.',
    );
  });

  test('the confidence of the intervals of 6 units', () => {
    expect(reportOf(results['six repetitions'])).toContain('below it an interval of 97 % confidence. Latency');
  });

  test('that configurations of fewer units have none', () => {
    const mixed = resultOf(({ intervalMs }) => Array.from({ length: intervalMs === null ? 6 : 5 }, () => ({})));
    expect(reportOf(mixed).replaceAll('\n', ' ')).toContain(
      'an interval of 97 % confidence, or of fewer than 6 units smallest to largest.',
    );
  });

  test('that there are no latencies where all records come at once', () => {
    const report = reportOf(results['all records at once']).replaceAll('\n', ' ');
    expect(report).toContain('fraud: all records at once;');
    expect(report).toContain(
      'No latencies: with all records there at once they would only tell the order of processing.',
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
        output: { rows: 20, rowsWritten: written, digest: '' },
      })),
    );
    expect(reportOf(result).replaceAll('\n', ' ')).toContain(
      'Rows written, of which a table keeps the last for each key: continuous 5,000; micro-batch 0 ms 900 to 1,000; micro-batch 100 ms 900 to 1,100.',
    );
  });

  test('that answers differ', () => {
    expect(reportOf(results['another answer'])).toContain('\nThe answers differ: see above which units failed.\n');
  });

  test('which verdict each configuration has', () => {
    const verdicts = ['yes', 'no', 'inconclusive'] as const;
    const result = resultOf(({ intervalMs }) => [
      { sustained: verdicts[configurations.findIndex((other) => other.intervalMs === intervalMs)] },
    ]);
    const words = reportOf(result)
      .split('\n')
      .filter((line) => /^(continuous|micro-batch) .*invocation/.test(line))
      .map((line) => line.split(' ').at(-1));
    expect(words).toEqual(['yes', 'no', 'unsure']);
  });

  test('where it is saved, in one piece', () => {
    const path = `${'folder/'.repeat(20)}result.json`;
    expect(reportOf(results['one repetition'], path)).toContain(`\nSaved as ${path}\n`);
  });
});

test('says of a replay its speed and its mean rate', () => {
  const load = { shape: 'replay', rate: 1_234.5, speed: 1 };
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
