import { describe, expect, test } from 'vitest';
import { cellOf } from '../experiments/sweep/cell.ts';
import { continuous, doubtful, growing, microBatch, unitOf } from '../experiments/sweep/example-cell.test-program.ts';
import { exampleResult } from '../results/example.test-program.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { sweepReport } from './sweep.ts';

/** Units of a configuration at a rate, one for each p99 in microseconds. */
function units(
  configuration: typeof continuous,
  rate: number,
  p99s: readonly (number | null)[],
  changes: Partial<Unit> = {},
): Unit[] {
  return p99s.map((p99, repetition) => unitOf(configuration, rate, p99, { repetition, ...changes }));
}

const units = [
  ...units(continuous, 6500, [28, 30, 35]),
  ...units(microBatch(100), 6500, [104_000, 108_000, 109_000]),
  ...units(continuous, 18_000, [300, 310, 900]),
  ...units(microBatch(100), 18_000, [105_000, 109_000, 110_000], doubtful),
  ...units(continuous, 39_000, [9e5, 9e5, 9e5], growing),
  ...units(microBatch(100), 39_000, [110_000, 112_000, 113_000]),
  ...units(microBatch(100), 100_000, [null, null, null]),
];

const findings: SweepFindings = {
  rates: [6500, 18_000, 39_000, 100_000],
  earlierUnits: 0,
  skipped: [{ configuration: 'continuous', rate: 100_000 }],
  crossovers: [],
  costs: [],
  check: null,
  attribution: null,
  objective: null,
  choice: null,
};

function swept(changes: Partial<SweepFindings> = {}, ofResult: Partial<Result> = {}): Result {
  const rates = changes.rates ?? findings.rates;
  const summary = rates.flatMap((rate) =>
    [continuous, microBatch(100)].flatMap((configuration) => cellOf(configuration, rate, units).summary),
  );
  const { experiment } = exampleResult();
  return exampleResult({
    experiment: {
      ...experiment,
      kind: 'sweep',
      load: { shape: 'constant', rate: null, speed: null },
      recordCount: null,
      measuredRecords: null,
    },
    units,
    summary: [...summary],
    sameAnswer: { equal: true, reference: 'batch', digest: null, rows: null },
    recommendation: { text: 'Up to 26,000 ± 400 records/s continuous is faster.', evidence: [] },
    sweep: { ...findings, ...changes },
    ...ofResult,
  });
}

describe('the report of a sweep', () => {
  test('shows latencies by rate, the frontier of what keeps up, and what follows', () => {
    expect(`\n${sweepReport(swept(), 'results/sweep.json')}`).toBe(`
fraud: at several rates, constant; sink sqlite (synchronous normal); 1250 ms
measured in each unit
2 cores, AMD EPYC; ext4, fsync 2.1 ms; idle executors spin

                            6.50k/s    18.0k/s    39.0k/s     100k/s
a continuous                  30 µs     310 µs   too much   too much
                              28–35    300–900
b micro-batch 100 ms         108 ms     109 ms     112 ms          –
                            104–109     unsure    110–113

p99 where a configuration keeps up. Median of the units, below it smallest to
largest. Latency: from the intended arrival to the commit, of records with an
effect.

 100 ms │ b                                b
        │
        │
        │
  10 ms │
        │
        │
        │
 1.0 ms │
        │
        │                    a
        │
 100 µs │
        │
  32 µs │ a
        └────────────────────────────────────────────────────────────────────
          6.50k/s            18.0k/s       39.0k/s           100k/s

21 of 21 units gave the same answer as batch on the records of their rate.

Up to 26,000 ± 400 records/s continuous is faster.

Saved as results/sweep.json
`);
  });

  test('fits 80 columns with many rates and long names, of which none is lost', () => {
    const rates = Array.from({ length: 12 }, (_, index) => 100 * 2 ** index);
    const long = { ...microBatch(100), commit: 'epoch:12.5ms' } as const;
    const many = rates.flatMap((rate) => units(long, rate, [104_000, 1_008_000, 1_090_000]));
    const summary = rates.flatMap((rate) => cellOf(long, rate, many).summary);
    const text = sweepReport(swept({ rates }, { units: many, summary }), undefined);
    expect(text.split('\n').filter((line) => line.length > 79)).toEqual([]);
    expect(text.match(/1\.0 s/g)!.length).toBeGreaterThanOrEqual(12);
    expect(text.match(/epoch:12\.5ms/g)).toHaveLength(3);
  });

  test('has no chart where nothing surely keeps up', () => {
    const unsure = units(continuous, 6500, [300, 310, 900], doubtful);
    const text = sweepReport(
      swept({ rates: [6500] }, { units: unsure, summary: [...cellOf(continuous, 6500, unsure).summary] }),
      undefined,
    );
    expect(text).toContain('unsure');
    expect(text).not.toContain('└');
  });

  test('tells of the cost that was fitted and of an interruption', () => {
    const cost = {
      fixedMicros: { estimate: 1, low: 1, high: 1, level: 0.95 },
      perRecordMicros: { estimate: 1, low: 1, high: 1, level: 0.95 },
    };
    const costs = [
      {
        executor: 'micro-batch',
        commit: 'invocation',
        processing: cost,
        committing: cost,
        units: 9,
        method: '',
        text: 'A micro-batch costs so much.',
      } as const,
    ];
    const text = sweepReport(swept({ costs, earlierUnits: 7 }), undefined);
    expect(text).toContain('\nA micro-batch costs so much.\n');
    expect(text).toContain('\n7 of the units were measured before an interruption.\n');
  });

  test('says where answers differ', () => {
    const text = sweepReport(
      swept({}, { sameAnswer: { equal: false, reference: 'batch', digest: null, rows: null } }),
      undefined,
    );
    expect(text).toContain('The answers differ');
  });
});
