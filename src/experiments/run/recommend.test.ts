import { describe, expect, test } from 'vitest';
import { configurationName } from '../../results/configuration.ts';
import { exampleUnit, latencyAround } from '../../results/example.test-program.ts';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { recommend } from './recommend.ts';
import type { Configuration } from '../settings.ts';
import { summarize } from '../summarize.ts';

const continuous = { executor: 'continuous', intervalMs: null, commit: 'invocation' } as const;
const every = (intervalMs: number): Configuration => ({ executor: 'micro-batch', intervalMs, commit: 'invocation' });

interface Found {
  /** One for each unit. */
  readonly p50s?: readonly (number | null)[];
  /** Of every unit, or one for each. */
  readonly busyShare?: number | readonly number[];
  readonly changes?: Partial<Unit>;
}

function unitsOf(configuration: Configuration, { p50s = [20], busyShare = 0.2, changes = {} }: Found): Unit[] {
  return p50s.map((p50, repetition) =>
    exampleUnit({
      ...configuration,
      repetition,
      latencyMicros: latencyAround(p50),
      busyShare: typeof busyShare === 'number' ? busyShare : busyShare[repetition],
      ...changes,
    }),
  );
}

function recommendationFor(units: readonly Unit[]): Recommendation {
  const configurations = [...Map.groupBy(units, configurationName).values()].map(
    ([{ executor, intervalMs, commit }]) => ({ executor, intervalMs, commit: commit as CommitPolicy }),
  );
  const summary = configurations.flatMap((configuration) => summarize(configuration, units));
  return recommend(configurations, summary, units);
}

const growing: Partial<Unit> = { sustained: 'no', backlog: { max: 9000, slopeShare: 0.2 } };
const unsure: Partial<Unit> = { sustained: 'inconclusive', backlog: { max: 9, slopeShare: null } };
const atOnce: Partial<Unit> = {
  offeredRate: null,
  sustained: 'inconclusive',
  latencyMicros: null,
  backlog: { max: 9, slopeShare: null },
};

describe('among configurations that keep up', () => {
  test('the one with the lowest median latency is chosen, and what the most frugal one would save is told', () => {
    const { text, evidence } = recommendationFor([
      ...unitsOf(continuous, { p50s: [20, 21, 22], busyShare: 0.3 }),
      ...unitsOf(every(10), { p50s: [5_000, 5_100, 5_200], busyShare: 0.06 }),
    ]);
    expect(text).toBe(
      'Choose continuous: it keeps up with the lowest latency (p50 21 µs); micro-batch 10 ms is busy for 6.0 % instead of 30 % of the time, at a p50 of 5.1 ms.',
    );
    expect(evidence).toEqual([
      'continuous: p50Micros 21.00 (20.00 to 22.00, units: 3), p99Micros 84.00 (80.00 to 88.00, units: 3), busyShare 0.3000 (0.3000 to 0.3000, units: 3)',
      'micro-batch 10 ms: p50Micros 5100 (5000 to 5200, units: 3), p99Micros 2.040e+4 (2.000e+4 to 2.080e+4, units: 3), busyShare 0.06000 (0.06000 to 0.06000, units: 3)',
    ]);
  });

  test('nothing is told of others where the choice is the most frugal as well', () => {
    const units = [
      ...unitsOf(continuous, { busyShare: 0.1 }),
      ...unitsOf(every(10), { p50s: [5_000], busyShare: 0.2 }),
    ];
    expect(recommendationFor(units).text).toBe(
      'Choose continuous: it keeps up with the lowest latency (p50 20 µs); nothing that keeps up is busy for less.',
    );
  });

  test('of those whose latencies cannot be told apart the surely least busy one is chosen, and the tie is told', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [18, 20, 30], busyShare: [0.21, 0.3, 0.4] }),
      ...unitsOf(every(0), { p50s: [25, 26, 27], busyShare: [0.19, 0.2, 0.2] }),
      ...unitsOf(every(10), { p50s: [5_000, 5_000, 5_000], busyShare: 0.1 }),
    ];
    expect(recommendationFor(units).text).toBe(
      'Choose micro-batch 0 ms: it keeps up with the lowest latency (p50 26 µs, in latency not to be told from continuous); micro-batch 10 ms is busy for 10 % instead of 20 % of the time, at a p50 of 5.0 ms.',
    );
  });

  test.each([
    ['less', [0.19, 0.2, 0.21], 'surely busy for less'],
    ['more', [0.22, 0.3, 0.31], 'busy for less'],
  ])(
    'of those whose busy time cannot be told apart either the first is chosen, though the other may be busy for %s',
    (_, busyShare, trade) => {
      const units = [
        ...unitsOf(continuous, { p50s: [18, 27, 30], busyShare: [0.21, 0.22, 0.23] }),
        ...unitsOf(every(0), { p50s: [25, 26, 27], busyShare }),
      ];
      expect(recommendationFor(units).text).toBe(
        `Choose continuous: it keeps up with the lowest latency (p50 27 µs, in latency and busy time not to be told from micro-batch 0 ms); nothing that keeps up is ${trade}.`,
      );
    },
  );

  test('both ties are told, each with those that it is about', () => {
    const units = [
      ...unitsOf(continuous, { p50s: [18, 20, 30], busyShare: 0.4 }),
      ...unitsOf(every(0), { p50s: [25, 26, 27], busyShare: [0.19, 0.21, 0.22] }),
      ...unitsOf(every(1), { p50s: [26, 27, 28], busyShare: [0.18, 0.2, 0.22] }),
    ];
    expect(recommendationFor(units).text).toBe(
      'Choose micro-batch 0 ms: it keeps up with the lowest latency (p50 26 µs, in latency not to be told from continuous, in latency and busy time not to be told from micro-batch 1 ms); nothing that keeps up is surely busy for less.',
    );
  });

  test('those that do not keep up are passed over, however fast', () => {
    const units = [...unitsOf(continuous, { p50s: [5], changes: growing }), ...unitsOf(every(10), { p50s: [5_000] })];
    expect(recommendationFor(units).text).toBe(
      'Choose micro-batch 10 ms: it keeps up with the lowest latency (p50 5.0 ms); nothing that keeps up is busy for less.',
    );
  });

  test('one with too few records for a median is passed over', () => {
    const units = [...unitsOf(continuous, { p50s: [null] }), ...unitsOf(every(10), { p50s: [5_000] })];
    expect(recommendationFor(units).text).toMatch(/^Choose micro-batch 10 ms: /);
  });

  test('nothing is recommended where none has enough records for a median', () => {
    const units = [...unitsOf(continuous, { p50s: [null] }), ...unitsOf(every(10), { p50s: [null] })];
    expect(recommendationFor(units)).toEqual({
      text: 'Nothing can be recommended: too few records had an effect for a median latency; raise --rate or --duration.',
      evidence: [],
      inconclusive: true,
    });
  });

  test('a single one is chosen', () => {
    expect(recommendationFor(unitsOf(every(100), { p50s: [51_000] })).text).toBe(
      'Choose micro-batch 100 ms: it keeps up with the lowest latency (p50 51 ms); nothing that keeps up is busy for less.',
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
      text: 'None of these keeps up with 10,000 records/s: the nearest is micro-batch 10 ms, which handles 8,200 records/s.',
      evidence: [
        'continuous: throughput 7500 (7500 to 7500, units: 2), keeps up: no',
        'micro-batch 10 ms: throughput 8200 (8200 to 8200, units: 2), keeps up: no',
      ],
    });
  });

  test('but one cannot be judged, that is said instead', () => {
    const units = [...unitsOf(continuous, { changes: growing }), ...unitsOf(every(10), { changes: unsure })];
    expect(recommendationFor(units).text).toBe(
      'No configuration was shown to keep up: the units were too few or too short to tell; give --duration or --repeat more.',
    );
  });
});

describe('with all records there at once', () => {
  test('the highest throughput is chosen, with its factor over the lowest', () => {
    const units = [
      ...unitsOf(continuous, { changes: { ...atOnce, throughput: 100_000 } }),
      ...unitsOf(every(10), { changes: { ...atOnce, throughput: 250_000 } }),
    ];
    expect(recommendationFor(units)).toEqual({
      text: 'For throughput choose micro-batch 10 ms: 250,000 records/s, 2.5 times that of continuous; what it costs in latency, a --rate will show.',
      evidence: [
        'continuous: throughput 1.000e+5 (1.000e+5 to 1.000e+5, units: 1)',
        'micro-batch 10 ms: throughput 2.500e+5 (2.500e+5 to 2.500e+5, units: 1)',
      ],
    });
  });

  test('a single configuration is compared with nothing', () => {
    expect(recommendationFor(unitsOf(continuous, { changes: { ...atOnce, throughput: 100_000 } })).text).toBe(
      'For throughput choose continuous: 100,000 records/s; what it costs in latency, a --rate will show.',
    );
  });
});

describe('nothing is recommended, and it is said why,', () => {
  test('where no unit is valid', () => {
    const invalid: Partial<Unit> = { status: 'invalid', reasons: ['a pause'] };
    const units = [...unitsOf(continuous, { changes: invalid }), ...unitsOf(every(10), { changes: invalid })];
    expect(recommendationFor(units)).toEqual({
      text: 'Nothing can be recommended: none of the 2 units can be counted; the reasons stand with each of them.',
      evidence: [],
      inconclusive: true,
    });
  });

  test('where a unit gave another answer, though the others are valid', () => {
    const units = [
      ...unitsOf(continuous, {}),
      ...unitsOf(every(10), { changes: { status: 'failed', reasons: ['its answer differs'] } }),
    ];
    expect(recommendationFor(units).text).toBe(
      'Nothing can be recommended: 1 of 2 units gave another answer than batch.',
    );
  });
});

describe('where units could not be counted', () => {
  const withInvalid = (valid: number, invalid: number): Unit[] => [
    ...unitsOf(continuous, { p50s: Array<number>(valid).fill(20) }),
    ...unitsOf(continuous, {
      p50s: Array<number>(invalid).fill(9),
      changes: { status: 'invalid', reasons: ['a pause'] },
    }),
  ];

  test('more than a tenth make the recommendation inconclusive', () => {
    expect(recommendationFor([...withInvalid(5, 1), ...unitsOf(every(10), { p50s: [5_000] })]).text).toBe(
      'Choose continuous: it keeps up with the lowest latency (p50 20 µs); nothing that keeps up is busy for less. This is inconclusive: more than a tenth of the units of continuous could not be counted.',
    );
  });

  test('a tenth is passed over', () => {
    expect(recommendationFor(withInvalid(9, 1)).text).not.toContain('inconclusive');
  });
});

describe('configurations that promise different things are not ranked together', () => {
  const epochs = { ...continuous, commit: 'epoch:100ms' } as const;
  const without = { ...continuous, commit: 'none' } as const;
  const weaker: Partial<Unit> = { guarantee: 'at-least-once' };
  const nothing: Partial<Unit> = { guarantee: 'none' };

  test('the choice is among those of the best guarantee, and the best of each other is told', () => {
    const { text, evidence } = recommendationFor([
      ...unitsOf(without, { p50s: [2], busyShare: 0.1, changes: nothing }),
      ...unitsOf({ ...every(5), commit: 'none' }, { p50s: [1], changes: nothing }),
      ...unitsOf(epochs, { p50s: [10], busyShare: 0.1, changes: weaker }),
      ...unitsOf(every(10), { p50s: [5000], busyShare: 0.2 }),
    ]);
    expect(text).toBe(
      'Choose micro-batch 10 ms: it keeps up with the lowest latency (p50 5.0 ms); nothing that keeps up is busy for less. ' +
        'Not ranked with that, because its guarantee is at-least-once: continuous epoch:100ms (p50 10 µs). ' +
        'Not ranked with that, because its guarantee is none: micro-batch 5 ms no commit (p50 1.0 µs).',
    );
    expect(evidence).toHaveLength(4);
  });

  test('also by throughput', () => {
    const units = [
      ...unitsOf(continuous, { changes: atOnce }),
      ...unitsOf(without, { changes: { ...atOnce, ...nothing, throughput: 99_000 } }),
    ];
    expect(recommendationFor(units).text).toBe(
      'For throughput choose continuous: 10,000 records/s; what it costs in latency, a --rate will show. Not ranked with that, because its guarantee is none: continuous no commit (99,000 records/s).',
    );
  });

  test('and where a better guarantee keeps up with nothing, that is told', () => {
    const units = [...unitsOf(continuous, { changes: growing }), ...unitsOf(epochs, { changes: weaker })];
    expect(recommendationFor(units).text).toMatch(
      /^None that is exactly-once was shown to keep up\. Choose continuous epoch:100ms: /,
    );
  });

  test('where nothing keeps up, the guarantee of the nearest is told', () => {
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
      'where too many units do not count',
      [
        ...unitsOf(continuous, {}),
        ...unitsOf(continuous, { changes: { status: 'invalid', reasons: ['a pause'] } }),
        ...sure,
      ],
    ],
    [
      'where it is open whether one of the configurations keeps up',
      [...unitsOf(continuous, { changes: unsure }), ...sure],
    ],
    ['where it is open of all', unitsOf(continuous, { changes: unsure })],
    [
      'where answers differ',
      [...unitsOf(continuous, { changes: { status: 'failed', reasons: ['its answer differs'] } }), ...sure],
    ],
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
