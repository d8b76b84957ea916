import { describe, expect, test } from 'vitest';
import { local } from '../../engines/example-spec.test-program.ts';
import { configurationKey, configurationOf, type Configuration } from '../../results/configuration.ts';
import { exampleLocal, exampleUnit, excluded, latencyAround } from '../../results/example.test-program.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { summarize } from '../summarize.ts';
import { recommend } from './recommend.ts';

const continuous = local();
const every = (intervalMs: number): Configuration => local({ executor: 'micro-batch', intervalMs });

interface Found {
  /** One for each unit; a single one stands for two alike. */
  readonly p50s?: readonly (number | null)[];
  /** Of every unit, or one for each; null: the engine does not report. */
  readonly busyShare?: number | readonly number[] | null;
  readonly changes?: Partial<Unit>;
}

function unitsOf(configuration: Configuration, { p50s = [20], busyShare = 0.2, changes = {} }: Found): Unit[] {
  // Of a single one the spread is unknown.
  const spread = p50s.length === 1 ? [p50s[0], p50s[0]] : p50s;
  return spread.map((p50, repetition) => {
    const busy = typeof busyShare === 'object' ? busyShare?.[repetition] : busyShare;
    return exampleUnit({
      ...configuration,
      repetition,
      latencyMicros: latencyAround(p50),
      local: busy === undefined ? null : exampleLocal({ busyShare: busy }),
      ...changes,
    });
  });
}

function recommendationFor(units: readonly Unit[]): Recommendation {
  const configurations = [...Map.groupBy(units, configurationKey).values()].map(([unit]) => configurationOf(unit));
  const summary = configurations.flatMap((configuration) => summarize(configuration, units));
  return recommend(configurations, summary, units);
}

const growing: Partial<Unit> = { keepsUp: 'no', backlog: { max: 9000, slopeShare: 0.2 } };
const unsure: Partial<Unit> = { keepsUp: 'inconclusive', backlog: { max: 9, slopeShare: null } };
const atOnce: Partial<Unit> = {
  offeredRate: null,
  keepsUp: 'inconclusive',
  latencyMicros: null,
  backlog: { max: 9, slopeShare: null },
};

describe('among configurations that keep up', () => {
  test('the one with the lowest median latency is chosen, and what the most frugal one would save is said', () => {
    const { text, evidence } = recommendationFor([
      ...unitsOf(continuous, { p50s: [20, 21, 22], busyShare: 0.3 }),
      ...unitsOf(every(10), { p50s: [5_000, 5_100, 5_200], busyShare: 0.06 }),
    ]);
    expect(text).toMatch(/^Choose continuous \(sure: [^)]*\): .*p50 21 µs/);
    expect(text).toMatch(/micro-batch 10 ms is busy for 6\.0 % instead of 30 % .* p50 of 5\.1 ms\.$/);
    expect(text).not.toContain('indistinguishable');
    expect(evidence).toEqual([
      'continuous: p50Micros 21.00 (20.00 to 22.00, units: 3), p99Micros 84.00 (80.00 to 88.00, units: 3), ' +
        'busyShare 0.3000 (0.3000 to 0.3000, units: 3)',
      'micro-batch 10 ms: p50Micros 5100 (5000 to 5200, units: 3), ' +
        'p99Micros 2.040e+4 (2.000e+4 to 2.080e+4, units: 3), busyShare 0.06000 (0.06000 to 0.06000, units: 3)',
    ]);
  });

  test('nothing is said of others where the choice is the most frugal as well', () => {
    const units = [
      ...unitsOf(continuous, { busyShare: 0.1 }),
      ...unitsOf(every(10), { p50s: [5_000], busyShare: 0.2 }),
    ];
    const { text } = recommendationFor(units);
    expect(text).toMatch(/^Choose continuous \(sure: [^)]*\): .*\(p50 20 µs\).*busy for less\.$/);
    expect(text).not.toMatch(/micro-batch|surely|indistinguishable/);
  });

  test('of those with indistinguishable latencies the surely least busy one is chosen, and the tie is named', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [18, 20, 30], busyShare: [0.23, 0.24, 0.25] }),
      ...unitsOf(every(0), { p50s: [25, 26, 27], busyShare: [0.19, 0.2, 0.2] }),
      ...unitsOf(every(10), { p50s: [5_000, 5_000, 5_000], busyShare: 0.1 }),
    ];
    const { text } = recommendationFor(units);
    expect(text).toMatch(
      /^Choose micro-batch 0 ms \(sure: .*\(p50 26 µs, latency indistinguishable from continuous, which is busy/,
    );
    expect(text).toMatch(/micro-batch 10 ms is busy for 10 % instead of 20 % .* p50 of 5\.0 ms\.$/);
  });

  test('one that is surely slower than another is not chosen, though the fastest may be slower still', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [50, 50.1, 50.2], busyShare: 0.1 }),
      ...unitsOf(every(0), { p50s: [11, 11.1, 11.2] }),
      ...unitsOf(every(10), { p50s: [5, 10, 60] }),
    ];
    expect(recommendationFor(units).text).toMatch(
      /^Choose micro-batch 0 ms \(sure: [^)]*\): [^;]* indistinguishable from micro-batch 10 ms, which is less/,
    );
  });

  test('what is surely less busy is told, though the least busy one may be busier', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [15, 15, 15], busyShare: 0.21 }),
      ...unitsOf(every(10), { p50s: [5000, 5000, 5000], busyShare: [0.06, 0.06, 0.061] }),
      ...unitsOf(every(100), { p50s: [52_000, 52_000, 52_000], busyShare: [0.02, 0.05, 0.3] }),
    ];
    expect(recommendationFor(units).text).toContain('micro-batch 10 ms is busy for 6.0 % instead of 21 % of the time');
  });

  test.each([
    [3, 'latency and busy time indistinguishable from micro-batch 0 ms'],
    [6, 'no other configuration'],
  ])('of %d units whose ranges only just have a gap, latencies differ or not', (count, found) => {
    const spread = (low: number): number[] => Array.from({ length: count }, (_, unit) => low + unit / count);
    const units = [
      ...unitsOf(continuous, { p50s: spread(12), busyShare: 0.1 }),
      ...unitsOf(every(0), { p50s: spread(13), busyShare: 0.1 }),
    ];
    expect(recommendationFor(units).text).toContain(found);
  });

  test.each([
    ['less', [0.19, 0.2, 0.21], /is surely busy for less\.$/],
    ['more', [0.22, 0.3, 0.31], /is busy for less\.$/],
  ])(
    'of those whose busy time is indistinguishable too the first is chosen, though the other may be busy for %s',
    (_, busyShare, trade) => {
      const units = [
        ...unitsOf(continuous, { p50s: [18, 27, 30], busyShare: [0.21, 0.22, 0.23] }),
        ...unitsOf(every(0), { p50s: [25, 26, 27], busyShare }),
      ];
      const { text } = recommendationFor(units);
      expect(text).toMatch(/^Choose continuous \(sure: [^)]*\): .*p50 27 µs/);
      expect(text).toContain(
        '(p50 27 µs, latency and busy time indistinguishable from micro-batch 0 ms, which is less simple)',
      );
      expect(text).toMatch(trade);
    },
  );

  test('both ties are named, each with those that it is about', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [18, 20, 30], busyShare: 0.4 }),
      ...unitsOf(every(0), { p50s: [25, 26, 27], busyShare: [0.19, 0.21, 0.22] }),
      ...unitsOf(every(1), { p50s: [26, 27, 28], busyShare: [0.18, 0.2, 0.22] }),
    ];
    const { text } = recommendationFor(units);
    const ties =
      'latency indistinguishable from continuous, which is busy for longer, ' +
      'latency and busy time indistinguishable from micro-batch 1 ms, which is less simple';
    expect(text).toMatch(/^Choose micro-batch 0 ms \(sure: [^)]*\): .*surely busy for less\.$/);
    expect(text).toContain(`(p50 26 µs, ${ties})`);
  });

  test('a simpler one that was passed over is not called less simple', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [20, 21, 22], busyShare: [0.19, 0.2, 0.21] }),
      ...unitsOf(every(0), { p50s: [20, 21, 22], busyShare: [0.1, 0.15, 0.3] }),
      ...unitsOf(every(1), { p50s: [20, 21, 22], busyShare: [0.09, 0.1, 0.11] }),
    ];
    expect(recommendationFor(units).text).toContain(
      '(p50 21 µs, latency indistinguishable from continuous, which is busy for longer than micro-batch 1 ms, ' +
        'latency and busy time indistinguishable from micro-batch 1 ms, which is less simple)',
    );
  });

  test('those that do not keep up are passed over, however fast', () => {
    const units = [...unitsOf(continuous, { p50s: [5], changes: growing }), ...unitsOf(every(10), { p50s: [5_000] })];
    const { text } = recommendationFor(units);
    expect(text).toMatch(
      /^Choose micro-batch 10 ms \(sure: .*: it is the only one that keeps up \(p50 5\.0 ms\); it is busy for 20 %/,
    );
    expect(text).not.toContain('continuous');
  });

  test('one with too few records for a median is passed over, and that its latency is unknown is said', () => {
    const units = [...unitsOf(continuous, { p50s: [null] }), ...unitsOf(every(10), { p50s: [5_000] })];
    expect(recommendationFor(units)).toMatchObject({
      text: expect.stringMatching(
        /^Inconclusive: the latency of continuous is unknown\. By what was measured, choose micro.*\. Raise --rate or/,
      ) as string,
      inconclusive: true,
    });
  });

  test('nothing is recommended where none has enough records for a median', () => {
    const units = [...unitsOf(continuous, { p50s: [null] }), ...unitsOf(every(10), { p50s: [null] })];
    expect(recommendationFor(units)).toMatchObject({
      text: expect.stringMatching(
        /^Inconclusive: continuous and micro-batch 10 ms keep up, but too few records.*--rate or --duration/,
      ) as string,
      inconclusive: true,
    });
  });

  test('a single one is chosen', () => {
    expect(recommendationFor(unitsOf(every(100), { p50s: [51_000] })).text).toMatch(
      /^Choose micro-batch 100 ms \(sure: [^)]*\): it keeps up \(p50 51 ms\); it is busy for 20 % of the time\.$/,
    );
  });
});

describe('where nothing keeps up', () => {
  test('for certain, the one with the highest throughput is named the nearest', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [9, 9], changes: { ...growing, throughput: 7_500 } }),
      ...unitsOf(every(10), { p50s: [9, 9], changes: { ...growing, throughput: 8_200 } }),
    ];
    expect(recommendationFor(units)).toEqual({
      text: expect.stringMatching(
        /^None .* 10,000 records\/s \(sure: both .*\): the nearest is micro-batch 10 ms, .* 8,200 records\/s\.$/,
      ) as string,
      evidence: [
        'continuous: throughput 7500 (7500 to 7500, units: 2), keeps up: no',
        'micro-batch 10 ms: throughput 8200 (8200 to 8200, units: 2), keeps up: no',
      ],
    });
  });

  test('but one cannot be judged, that is said instead', () => {
    const units = [...unitsOf(continuous, { changes: growing }), ...unitsOf(every(10), { changes: unsure })];
    const { text } = recommendationFor(units);
    expect(text).toMatch(
      /^Inconclusive: no .* whether micro-batch 10 ms keeps up is open; continuous does not\. Raise --dur/,
    );
    expect(text).not.toContain('nearest');
  });
});

describe('with all records there at once', () => {
  test('the highest throughput is chosen, with its factor over the lowest', () => {
    const units = [
      ...unitsOf(continuous, { changes: { ...atOnce, throughput: 100_000 } }),
      ...unitsOf(every(10), { changes: { ...atOnce, throughput: 250_000 } }),
    ];
    expect(recommendationFor(units)).toEqual({
      text: expect.stringMatching(
        /^Choose micro-batch 10 ms for throughput \(sure: .*\): 250,000 .*, 2\.5 times that of continuous\. .*--rate/,
      ) as string,
      evidence: [
        'continuous: throughput 1.000e+5 (1.000e+5 to 1.000e+5, units: 2)',
        'micro-batch 10 ms: throughput 2.500e+5 (2.500e+5 to 2.500e+5, units: 2)',
      ],
    });
  });

  test('a single configuration is compared with nothing', () => {
    const { text } = recommendationFor(unitsOf(continuous, { changes: { ...atOnce, throughput: 100_000 } }));
    expect(text).toMatch(
      /^Choose continuous for throughput \(sure: it was measured, by 2 units\): 100,000 records\/s\. .*--rate/,
    );
    expect(text).not.toContain('times');
  });
});

describe('nothing is recommended, and it is said why,', () => {
  test('where every unit is excluded', () => {
    const paused = excluded('a pause');
    const units = [...unitsOf(continuous, { changes: paused }), ...unitsOf(every(10), { changes: paused })];
    expect(recommendationFor(units)).toEqual({
      text: expect.stringMatching(/^Inconclusive: nothing was measured: all 4 units are excluded/) as string,
      evidence: [],
      inconclusive: true,
    });
  });

  test('where a unit gave another answer, though the others count', () => {
    const units = [...unitsOf(continuous, {}), ...unitsOf(every(10), { changes: { failure: 'its answer differs' } })];
    expect(recommendationFor(units).text).toMatch(/^Inconclusive: 2 of 4 units gave another answer/);
  });
});

describe('where units are excluded', () => {
  const withExcluded = (sound: number, disturbed: number, exclusions = excluded('a pause').exclusions): Unit[] => [
    ...unitsOf(continuous, { p50s: Array<number>(sound).fill(20) }),
    ...Array.from({ length: disturbed }, () => exampleUnit({ latencyMicros: latencyAround(9), exclusions })),
  ];

  test('more than a tenth make the recommendation inconclusive', () => {
    const { text, inconclusive } = recommendationFor([...withExcluded(5, 1), ...unitsOf(every(10), { p50s: [5_000] })]);
    expect(text).toMatch(
      /^Choose continuous \(inconclusive: more than a tenth of the units of continuous were excluded\): .*p50 20 µs/,
    );
    expect(inconclusive).toBe(true);
  });

  test('a tenth is passed over', () => {
    expect(recommendationFor(withExcluded(9, 1)).text).not.toContain('inconclusive');
  });

  test('figures on which the recommendation does not rest are passed over, however many', () => {
    const exclusions: Unit['exclusions'] = [{ reason: 'a pause of 3 ms', figures: ['p999', 'distribution'] }];
    const found = recommendationFor(withExcluded(1, 5, exclusions));
    expect(found.text).not.toContain('excluded');
    // The five count for the median latency.
    expect(found.text).toContain('p50 9.0 µs');
    expect(found).not.toHaveProperty('inconclusive');
  });

  test.each<Unit['exclusions'][number]['figures']>([['p50'], ['throughput'], ['keepsUp'], ['busy']])(
    'any figure on which it rests makes it inconclusive: %s',
    (...figures) => {
      const exclusions: Unit['exclusions'] = [{ reason: 'a pause', figures }];
      expect(recommendationFor(withExcluded(5, 1, exclusions)).inconclusive).toBe(true);
    },
  );
});

describe('of jobs, whose processor time is known', () => {
  const job = (mode: string, intervalMs: number | null): Configuration => ({
    ...every(intervalMs ?? 0),
    engine: 'flink',
    mode,
    intervalMs,
  });
  const [streaming, bundled] = [job('streaming', null), job('mini-batch', 500)];
  const unitsOfJob = (of: Configuration, p50s: readonly number[], micros: number, changes: Partial<Unit> = {}) =>
    unitsOf(of, { p50s, busyShare: null, changes: { cpuNanosPerRecord: micros * 1000, ...changes } });

  test('the fastest is chosen, and what the cheapest would save is said', () => {
    const { text, evidence } = recommendationFor([
      ...unitsOfJob(streaming, [1_800, 1_900], 661),
      ...unitsOfJob(bundled, [261_000, 262_000], 365),
    ]);
    expect(text).toContain(
      'flink mini-batch 500 ms takes 365 s instead of 661 s of processor time for a million records, ' +
        'at a p50 of 262 ms.',
    );
    expect(evidence[0]).toMatch(/^flink streaming: .*, processorMicros 661\.0 \(661\.0 to 661\.0, units: 2\)$/);
  });

  test('of those whose latency is indistinguishable the cheapest is chosen', () => {
    const { text } = recommendationFor([
      ...unitsOfJob(streaming, [1_800, 1_900], 661),
      ...unitsOfJob(bundled, [1_850, 1_950], 365),
    ]);
    expect(text).toContain(
      '(p50 1.9 ms, latency indistinguishable from flink streaming, which takes more processor time); ' +
        'no other configuration that was shown to keep up takes less processor time.',
    );
  });

  test('a single one is said to take what it takes', () => {
    const { text } = recommendationFor(unitsOfJob(streaming, [1_800, 1_900], 4.72));
    expect(text).toMatch(/; it takes 4\.72 s of processor time for a million records\.$/);
  });

  test('beside the local engine, what its cost is compared with has the same measure', () => {
    const { text } = recommendationFor([
      ...unitsOf(continuous, { p50s: [20, 21], busyShare: 0.2 }),
      ...unitsOf(every(10), { p50s: [5_000, 5_001], busyShare: 0.1 }),
      ...unitsOfJob(streaming, [1_800, 1_900], 0.001),
    ]);
    expect(text).toMatch(/micro-batch 10 ms is busy for 10 % instead of 20 % of the time, at a p50 of 5\.0 ms\.$/);
  });

  test('of a weaker guarantee are told beside the choice, with what they would save', () => {
    const none = { guarantee: 'none' } as const;
    const { text } = recommendationFor([
      ...unitsOf(continuous, { p50s: [20, 21] }),
      ...unitsOfJob(streaming, [1_800, 1_900], 661, none),
      ...unitsOfJob(bundled, [261_000, 262_000], 365, none),
    ]);
    expect(text).toContain(
      'Not ranked with that, because its guarantee is none: flink streaming (p50 1.9 ms; flink mini-batch 500 ms ' +
        'takes 365 s instead of 661 s of processor time for a million records, at a p50 of 262 ms).',
    );
  });
});

describe('of configurations whose engine reports neither busy nor processor time', () => {
  const fake = { ...continuous, engine: 'fake', mode: 'quick' };
  const batched = { ...every(10), engine: 'fake', mode: 'batched' };

  test('the fastest is chosen, and that its cost is unknown is said', () => {
    const { text, evidence } = recommendationFor([
      ...unitsOf(continuous, { p50s: [500], busyShare: 0.3 }),
      ...unitsOf(fake, { p50s: [20], busyShare: null }),
    ]);
    expect(text).toMatch(/^Choose fake quick \(sure: [^)]*\): .*\(p50 20 µs\); its cost is unknown\.$/);
    expect(evidence[1]).toMatch(/^fake quick: p50Micros 20\.00 .*busyShare unknown$/);
  });

  test('none is ever the least busy one: unknown is not 0', () => {
    const units = [
      ...unitsOf(fake, { p50s: [500], busyShare: null }),
      ...unitsOf(continuous, { p50s: [20], busyShare: 0.9 }),
      ...unitsOf(every(10), { p50s: [5_000], busyShare: 0.1 }),
    ];
    const { text } = recommendationFor(units);
    expect(text).toMatch(/^Choose continuous \(sure: [^)]*\): .*micro-batch 10 ms is busy for 10 % instead of 90 %/);
    expect(text).not.toContain('fake');
  });

  test('one that is indistinguishable in latency is no tie in busy time', () => {
    const alike = [18, 20, 30];
    const first = recommendationFor([
      ...unitsOf(continuous, { p50s: alike, busyShare: 0.2 }),
      ...unitsOf(fake, { p50s: alike, busyShare: null }),
    ]);
    expect(first.text).toMatch(
      /^Choose continuous \(sure: .*, latency indistinguishable from fake quick, whose cost cannot be compared\)/,
    );
    expect(first.text).not.toContain('busy time indistinguishable');
    const other = recommendationFor([
      ...unitsOf(fake, { p50s: alike, busyShare: null }),
      ...unitsOf(continuous, { p50s: alike, busyShare: 0.2 }),
    ]);
    expect(other.text).toMatch(/^Choose fake quick \(sure: [^)]*\): .*latency indistinguishable from continuous/);
  });

  test('and none of others, the first of those that are indistinguishable in latency is chosen', () => {
    const { text, evidence } = recommendationFor([
      ...unitsOf(fake, { p50s: [18, 20, 30], busyShare: null }),
      ...unitsOf(batched, { p50s: [17, 19, 29], busyShare: null }),
    ]);
    expect(text).toMatch(/^Choose fake quick \(sure: [^)]*\): .*latency indistinguishable from fake batched 10 ms/);
    expect(`${text} ${evidence.join(' ')}`).not.toMatch(/NaN|null|undefined|busy for 0|busyShare 0/);
  });

  test('nothing is claimed to be busy for no less than a choice that is compared with an unknown one', () => {
    const { text } = recommendationFor([
      ...unitsOf(continuous, { p50s: [20], busyShare: 0.3 }),
      ...unitsOf(fake, { p50s: [500], busyShare: null }),
    ]);
    expect(text).toMatch(/^Choose continuous \(sure: [^)]*\): /);
    expect(text).not.toContain('no other configuration that keeps up is busy for less');
  });
});

describe('configurations that promise different things are not ranked together', () => {
  const epochs = { ...continuous, commit: 'epoch:100ms' } as const;
  const without = { ...continuous, commit: 'none' } as const;
  const weaker: Partial<Unit> = { guarantee: 'at-least-once' };
  const nothing: Partial<Unit> = { guarantee: 'none' };

  test('the choice is among those of the best guarantee, and the best of each other is named', () => {
    const { text, evidence } = recommendationFor([
      ...unitsOf(without, { p50s: [2], busyShare: 0.1, changes: nothing }),
      ...unitsOf({ ...every(5), commit: 'none' }, { p50s: [1], changes: nothing }),
      ...unitsOf(epochs, { p50s: [10], busyShare: 0.1, changes: weaker }),
      ...unitsOf(every(10), { p50s: [5000], busyShare: 0.2 }),
    ]);
    expect(text).toMatch(/^Choose micro-batch 10 ms \(sure: [^)]*\): .*\(p50 5\.0 ms\)/);
    expect(text).toMatch(/guarantee is at-least-once: continuous epoch:100ms \(p50 10 µs\)\./);
    expect(text).toMatch(
      /guarantee is none: micro-batch 5 ms no commit \(p50 1\.0 µs; continuous no commit is busy .* 2\.0 µs\)\.$/,
    );
    expect(evidence).toHaveLength(4);
  });

  test('also by throughput', () => {
    const units = [
      ...unitsOf(continuous, { changes: atOnce }),
      ...unitsOf(without, { changes: { ...atOnce, ...nothing, throughput: 99_000 } }),
    ];
    expect(recommendationFor(units).text).toMatch(
      /^Choose continuous for throughput \(sure: .*\): 10,000 .*guarantee is none: continuous no commit \(99,000 rec/,
    );
  });

  test('and where a better guarantee keeps up with nothing, that is said', () => {
    const units = [...unitsOf(continuous, { changes: growing }), ...unitsOf(epochs, { changes: weaker })];
    expect(recommendationFor(units).text).toMatch(
      /^Choose continuous epoch:100ms \(sure: .*\. No configuration that is exactly-once was shown to keep up\.$/,
    );
  });

  test('where nothing keeps up, the guarantee of the nearest is named', () => {
    const units = [
      ...unitsOf(continuous, { changes: growing }),
      ...unitsOf(epochs, { changes: { ...growing, ...weaker, throughput: 12_000 } }),
    ];
    expect(recommendationFor(units).text).toMatch(
      /the nearest is continuous epoch:100ms, which handles 12,000 records\/s \(guarantee: at-least-once\)\.$/,
    );
  });
});

describe('the recommendation is marked inconclusive', () => {
  const sure = unitsOf(every(10), { p50s: [5_000] });

  test.each<[string, Unit[]]>([
    [
      'where too many units are excluded',
      [...unitsOf(continuous, {}), ...unitsOf(continuous, { changes: excluded('a pause') }), ...sure],
    ],
    [
      'where it is open whether one of the configurations keeps up',
      [...unitsOf(continuous, { changes: unsure }), ...sure],
    ],
    ['where it is open of all', unitsOf(continuous, { changes: unsure })],
    ['where answers differ', [...unitsOf(continuous, { changes: { failure: 'its answer differs' } }), ...sure]],
  ])('%s', (_, units) => {
    expect(recommendationFor(units).inconclusive).toBe(true);
  });

  test.each<[string, Unit[]]>([
    ['where all surely keep up', [...unitsOf(continuous, {}), ...sure]],
    ['where one surely does not', [...unitsOf(continuous, { changes: growing }), ...sure]],
    [
      'where all records are there at once, so that nobody asks what keeps up',
      unitsOf(continuous, { changes: atOnce }),
    ],
  ])('but not %s', (_, units) => {
    expect(recommendationFor(units)).not.toHaveProperty('inconclusive');
  });
});
