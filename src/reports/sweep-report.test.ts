import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { summarize } from '../experiments/summarize.ts';
import type { Configuration } from '../results/configuration.ts';
import { exampleResult, exampleUnit, latencyAround } from '../results/example.test-program.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { reportByKind } from './by-kind.ts';
import { continuous, every100Ms, sparkRealTime } from './example-results.test-program.ts';

const growing: Partial<Unit> = { keepsUp: 'no', backlog: { max: 9000, slopeShare: 0.4 } };
const doubtful: Partial<Unit> = { keepsUp: 'inconclusive', backlog: { max: 9000, slopeShare: null } };

/** Units of a configuration at a rate, one for each p99 in microseconds. */
function unitsOf(
  configuration: Configuration,
  offeredRate: number,
  p99s: readonly (number | null)[],
  changes: Partial<Unit> = {},
): Unit[] {
  return p99s.map((p99, repetition) => {
    const latencyMicros = latencyAround(p99 === null ? null : p99 / 4);
    return exampleUnit({ ...configuration, offeredRate, repetition, latencyMicros, ...changes });
  });
}

/** Units of the grid. */
const grid = [
  ...unitsOf(continuous, 6500, [28, 30, 35]),
  ...unitsOf(every100Ms, 6500, [104_000, 108_000, 109_000]),
  ...unitsOf(continuous, 18_000, [300, 310, 900]),
  ...unitsOf(every100Ms, 18_000, [105_000, 109_000, 110_000], doubtful),
  ...unitsOf(continuous, 39_000, [9e5, 9e5, 9e5], growing),
  ...unitsOf(every100Ms, 39_000, [110_000, 112_000, 113_000]),
  ...unitsOf(every100Ms, 100_000, [null, null, null]),
];

const findings: SweepFindings = {
  kind: 'sweep',
  rates: [6500, 18_000, 39_000, 100_000],
  earlierUnits: 0,
  skipped: [{ configuration: 'continuous', rate: 100_000 }],
  crossovers: [],
  costs: [],
  check: null,
  saving: null,
  costCurve: null,
  objective: null,
  choice: null,
};

function swept(changes: Partial<SweepFindings> = {}, ofResult: Partial<Result> = {}): Result {
  const { units = grid } = ofResult;
  const rates = changes.rates ?? findings.rates;
  const summary = rates.flatMap((rate) => {
    const own = units.filter(({ offeredRate }) => offeredRate === rate);
    return [continuous, every100Ms, sparkRealTime, long].flatMap((configuration) => summarize(configuration, own));
  });
  const { experiment } = exampleResult();
  return exampleResult({
    experiment: {
      ...experiment,
      load: { shape: 'constant', rate: null, speed: null },
      recordCount: null,
      measuredRecords: null,
    },
    units,
    summary,
    sameAnswer: { equal: true, reference: 'batch', digest: null, unorderedDigest: null, rows: null },
    recommendation: { text: 'Up to 26,000 ± 400 records/s continuous is faster.', evidence: [] },
    findings: { ...findings, ...changes },
    ...ofResult,
  });
}

const long = { ...every100Ms, commit: 'epoch:12.5ms' } as const;

function reportOf(result: Result, path?: string): string {
  return stripVTControlCharacters(reportByKind(result, path));
}

describe('the report of a sweep', () => {
  test('shows latencies by rate, the frontier of what keeps up, and what follows', () => {
    expect(`\n${reportOf(swept(), 'results/sweep.json')}`).toBe(`
Up to 26,000 ± 400 records/s continuous is faster.

fraud: at several rates, constant; sink sqlite (synchronous normal); 1250 ms
measured in each unit
2 cores, AMD EPYC; ext4, fsync 2.1 ms; idle executors spin

                            6.50k/s    18.0k/s    39.0k/s     100k/s
a continuous                  30 µs     310 µs   too much   too much
                              28–35    300–900
b micro-batch 100 ms         108 ms     109 ms     112 ms          –
                            104–109          ?    110–113

p99 where a configuration keeps up; ?: inconclusive. Median of the units, below
it smallest to largest. Latency: from the intended arrival to the commit, of
records with an effect.

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

Saved as results/sweep.json
`);
  });

  test('fits 80 columns with many rates and long names, of which none is lost', () => {
    const rates = Array.from({ length: 12 }, (_, index) => 100 * 2 ** index);
    const many = rates.flatMap((rate) => unitsOf(long, rate, [104_000, 1_008_000, 1_090_000]));
    const text = reportOf(swept({ rates }, { units: many }));
    expect(text.split('\n').filter((line) => line.length > 79)).toEqual([]);
    expect(text.match(/1\.0 s/g)!.length).toBeGreaterThanOrEqual(12);
    expect(text.match(/epoch:12\.5ms/g)).toHaveLength(3);
  });

  test('has no chart where nothing surely keeps up', () => {
    const open = unitsOf(continuous, 6500, [300, 310, 900], doubtful);
    const text = reportOf(swept({ rates: [6500] }, { units: open }));
    expect(text).toContain('?: inconclusive');
    expect(text).toMatch(/^a continuous +310 µs\n +\?$/m);
    expect(text).not.toContain('└');
  });

  test('tells of the cost that was fitted and of an interruption', () => {
    const cost = {
      fixedMicros: { estimate: 1, low: 1, high: 1, level: 0.95 },
      perRecordMicros: { estimate: 1, low: 1, high: 1, level: 0.95 },
    };
    const costs = [
      {
        engine: 'local',
        mode: 'micro-batch',
        executor: 'micro-batch',
        commit: 'invocation',
        processing: cost,
        committing: cost,
        units: 9,
        method: '',
        text: 'A micro-batch costs so much.',
      } as const,
    ];
    const text = reportOf(swept({ costs, earlierUnits: 7 }));
    expect(text).toContain('\nA micro-batch costs so much.\n');
    expect(text).toContain('\n7 of the units were measured before an interruption.\n');
  });

  test('says where answers differ', () => {
    const sameAnswer = { equal: false, reference: 'batch', digest: null, unorderedDigest: null, rows: null };
    const text = reportOf(swept({}, { sameAnswer }));
    expect(text).toContain('The answers differ');
  });

  test('has rows of several engines', () => {
    const units = [...grid, ...unitsOf(sparkRealTime, 6500, [5000, 5100, 5300], { local: null })];
    const text = reportOf(swept({}, { units }));
    expect(text).toMatch(/^c spark real-time +5\.1 ms +– +– +–\n +5\.0–5\.3$/m);
    expect(text.split('\n').filter((line) => line.length > 79)).toEqual([]);
  });
});
