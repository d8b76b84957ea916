import { describe, expect, test } from 'vitest';
import type { Server } from '../../engines/virtual-unit.test-program.ts';
import { RecordRandom } from '../../random/random.ts';
import { exampleLocal, exampleUnit, excluded } from '../../results/example.test-program.ts';
import type { Unit } from '../../results/unit.ts';
import { median } from '../../statistics/median.ts';
import { CapacitySearch } from './capacity-search.ts';
import type { SearchSettings } from './search-settings.ts';
import { each, search } from './virtual-search.test-program.ts';

/** M1 of the known answers: a = 20 ms, b = 40 µs. */
const affine: Server = { processingNanos: (records) => 20e6 + 40e3 * records };
const p99 = (ms: number): Pick<SearchSettings, 'objective'> => ({
  objective: { percentile: 'p99', limitMicros: ms * 1000, text: `p99=${ms}ms` },
});

describe('K1: a server without noise', () => {
  test.each([997, 2000, 9973, 30_000, 99_730])(
    'of 9,973 records/s is found from a first guess of %d',
    async (startRate) => {
      const { threshold, probes } = await search(each(1e9 / 9973), null, { startRate });
      // Virtual time has whole nanoseconds: 100,271 for each record.
      for (const value of [threshold!.estimate, threshold!.low, threshold!.high])
        expect(value / 9973).toBeCloseTo(1, 4);
      expect(threshold).toMatchObject({ units: 7, level: 0.984375 });
      expect(probes.length).toBeLessThanOrEqual(10);
    },
  );

  test('keeps up below what is found, and not above', async () => {
    const { counted, threshold } = await search(each(50_000), null);
    expect(
      counted.map(({ ratePerSecond, unit }) => [ratePerSecond < threshold!.estimate * 1.001, unit.keepsUp]),
    ).toEqual(
      counted.map(({ ratePerSecond }) => (ratePerSecond < threshold!.estimate * 1.001 ? [true, 'yes'] : [false, 'no'])),
    );
    expect(new Set(counted.map(({ unit }) => unit.keepsUp))).toEqual(new Set(['yes', 'no']));
  });
});

describe('K3, K4: micro-batches of cost a + b·n', () => {
  test.each([500, 2000, 20_000, 200_000])(
    'have the capacity of their triggers, (1 − a/T)/b, from a first guess of %d',
    async (startRate) => {
      // Long enough for each unit to have a verdict of its own.
      const { threshold, counted } = await search(affine, 100, { startRate, durationMs: 1200 });
      expect(threshold!.estimate / 20_000).toBeCloseTo(1, 4);
      const clear = counted.filter(({ ratePerSecond }) => Math.abs(ratePerSecond / 20_000 - 1) > 0.001);
      for (const { ratePerSecond, unit } of clear) expect(unit.keepsUp).toBe(ratePerSecond < 20_000 ? 'yes' : 'no');
      expect(new Set(clear.map(({ unit }) => unit.keepsUp)).size).toBe(2);
    },
  );

  test.each([
    [21, 1190.48],
    [40, 12_500],
    [100, 20_000],
    [250, 23_000],
    [1000, 24_500],
  ])('with an interval of %d ms sustain %d records/s', async (intervalMs, capacity) => {
    const { threshold } = await search(affine, intervalMs, {
      durationMs: 4 * Math.max(100, intervalMs),
      warmUpMs: 500 + 2 * intervalMs,
      glanceMs: Math.max(300, 3 * intervalMs),
    });
    expect(threshold!.estimate / capacity).toBeCloseTo(1, 3);
  });

  test.each([1e6, 1e5, 1e3])(
    'whose fixed part is longer than the interval have no capacity, also where units scatter by %d ns per record',
    async (nanosPerRecord) => {
      const server: Server = { processingNanos: (records) => 20e6 + nanosPerRecord * records, sigma: 0.05 };
      const found = await Promise.all(
        Array.from({ length: 10 }, async (_, noiseSeed) =>
          search({ ...server, noiseSeed }, 10, { startRate: 5000, units: 3 }),
        ),
      );
      expect(found.map(({ threshold, none }) => [threshold, none === undefined])).toEqual(
        found.map(() => [null, false]),
      );
    },
  );

  test('that take nearly as long as their interval sustain some, though units scatter', async () => {
    const server: Server = { processingNanos: (records) => 7e6 + 1e4 * records, sigma: 0.05 };
    const found = await Promise.all(
      Array.from({ length: 10 }, async (_, noiseSeed) =>
        search({ ...server, noiseSeed }, 10, { startRate: 5000, units: 6 }),
      ),
    );
    for (const { threshold } of found) expect(Math.abs(threshold!.estimate / 30_000 - 1)).toBeLessThan(0.3);
  });

  test.each([null, 0, 100])(
    '(interval %s) of records that take half a second each are found too, by what they cost',
    async (intervalMs) => {
      const { threshold, probes } = await search(each(0.5e9), intervalMs, { startRate: 5000, units: 3 });
      expect(threshold!.estimate).toBeCloseTo(2, 1);
      for (const { ratePerSecond } of probes) expect(ratePerSecond).toBeGreaterThanOrEqual(12.5);
    },
  );

  test.each(
    [0, 0.05, 0.3].flatMap((fixedShare) =>
      [300, 3e3, 3e4, 3e5, 3e6].map((nanosPerRecord) => [fixedShare, nanosPerRecord] as const),
    ),
  )(
    'of which a takes %d of the interval, with %d ns for each record, are found with at most six units to look where',
    async (fixedShare, nanosPerRecord) => {
      const server: Server = { processingNanos: (records) => fixedShare * 100e6 + nanosPerRecord * records };
      const { threshold, probes } = await search(server, 100, { startRate: 5000, units: 3, warmUpMs: 700 });
      expect((threshold!.estimate * nanosPerRecord) / 1e9).toBeCloseTo(1 - fixedShare, 2);
      expect(probes.filter(({ counts }) => !counts).length).toBeLessThanOrEqual(6);
    },
  );

  test('without an interval have that of saturation, 1/b', async () => {
    expect((await search(affine, 0)).threshold!.estimate / 25_000).toBeCloseTo(1, 4);
  });

  test('one record at a time have that of 1/(a + b)', async () => {
    expect((await search(affine, null)).threshold!.estimate / (1e9 / 20_040_000)).toBeCloseTo(1, 4);
  });

  test.each([10, 20])(
    'that take longer than their interval of %d ms however few records they have, sustain none',
    async (intervalMs) => {
      const { threshold, none, probes } = await search(affine, intervalMs);
      expect([threshold, none]).toEqual([null, 'even a micro-batch of few records takes longer than its interval']);
      expect(probes.length).toBeLessThanOrEqual(4);
    },
  );
});

test('K5: random arrivals do not look like growth', async () => {
  for (let seed = 0; seed < 2; seed++) {
    const { threshold } = await search(each(100_000), null, { load: 'poisson', seed: 100 * seed, durationMs: 10_000 });
    expect(threshold!.estimate).toBeGreaterThan(9900);
    expect(threshold!.estimate).toBeLessThan(10_200);
  }
});

describe('K6: units of different speed, by a factor e^(σz)', () => {
  const searches = 300;
  const capacity = 1000;

  /** By formula: what micro-batches with triggers that catch up settle at, or are at after 50 intervals. */
  function unitOf(ratePerSecond: number, speed: number, fixedShare: number, intervalMs: number | null): Unit {
    const intervalMicros = (intervalMs ?? 1) * 1000;
    const fixed = (intervalMs === null ? 0 : fixedShare) * intervalMicros;
    const perRecord = ((intervalMicros - fixed) / intervalMicros / capacity) * 1e6;
    const [a, b] = [fixed / speed, perRecord / speed];
    const share = (b * ratePerSecond) / 1e6;
    const onTime = intervalMs === null ? 1 : (ratePerSecond * intervalMicros) / 1e6;
    const isLate = intervalMs !== null && a + b * onTime > intervalMicros;
    const longest = 50 * intervalMicros;
    const records = isLate
      ? (ratePerSecond * (share < 1 ? Math.min(a / (1 - share), longest) : longest)) / 1e6
      : onTime;
    const invocations = { count: 50, meanRecords: records, meanProcessingMicros: a + b * records, meanCommitMicros: 0 };
    const local = exampleLocal({ harnessShare: 0, invocations });
    return exampleUnit({ offeredRate: ratePerSecond, keepsUp: 'inconclusive', local });
  }

  function searchByFormula(
    seed: number,
    sigma: number,
    fixedShare: number,
    intervalMs: number | null,
    units: number,
  ): CapacitySearch {
    const random = new RecordRandom(seed);
    random.at(units);
    const startRate = capacity * (0.02 + 2 * random.uniform());
    const found = new CapacitySearch({
      intervalMs,
      commit: 'invocation',
      objective: null,
      startRate,
      durationMs: 1000,
      glanceMs: 300,
      warmUpMs: 500,
      maxRecords: Infinity,
      highestPerSecond: () => Infinity,
      units,
    });
    const questions = found.questions();
    let step = questions.next();
    while (step.done !== true)
      step = questions.next(
        unitOf(step.value.ratePerSecond, Math.exp(sigma * random.normal()), fixedShare, intervalMs),
      );
    return found;
  }

  test.each(
    [0.01, 0.05, 0.14].flatMap((sigma) =>
      (
        [
          [null, 0],
          [20, 0.02],
          [20, 0.2],
          [20, 0.5],
        ] as const
      ).flatMap(([intervalMs, fixedShare]) =>
        [6, 7, 8, 10].map((units) => [sigma, intervalMs, fixedShare, units] as const),
      ),
    ),
  )(
    'σ %d, interval %s of which a is %d, %d units: the intervals hold the capacity as often as they say, without bias',
    (sigma, intervalMs, fixedShare, units) => {
      const found = Array.from(
        { length: searches },
        (_, seed) => searchByFormula(seed, sigma, fixedShare, intervalMs, units).threshold!,
      );
      expect(
        found.filter(({ low, high }) => low <= capacity && capacity <= high).length / searches,
      ).toBeGreaterThanOrEqual(0.95);
      // The median of so many is itself uncertain: 4 standard errors of it, which grow as a leaves less of the
      // interval.
      const bias = median(found.map(({ estimate }) => Math.log(estimate / capacity)))!;
      expect(Math.abs(bias)).toBeLessThan(
        (4 * 1.2533 * sigma * 1.2533) / (1 - fixedShare) / Math.sqrt(units * searches),
      );
    },
  );

  test.each([
    [0.05, 0.95],
    [0.14, 0.87],
  ])('σ %d, a takes 70 %% of the interval: still at least %d of the intervals hold the capacity', (sigma, share) => {
    const found = Array.from(
      { length: searches },
      (_, seed) => searchByFormula(seed, sigma, 0.7, 20, 7).threshold,
    ).filter((threshold) => threshold !== null);
    expect(found.length / searches).toBeGreaterThan(0.97);
    expect(
      found.filter(({ low, high }) => low <= capacity && capacity <= high).length / found.length,
    ).toBeGreaterThanOrEqual(share);
  });

  test('the real meter, in virtual time', async () => {
    const noisy: Server = { processingNanos: (records) => 4e6 + 8e5 * records, sigma: 0.05 };
    const found = await Promise.all(
      Array.from({ length: 20 }, async (_, noiseSeed) =>
        search({ ...noisy, noiseSeed }, 20, { startRate: 200 + 10 * noiseSeed, durationMs: 600, warmUpMs: 100 }),
      ),
    );
    expect(
      found.filter(({ threshold }) => threshold!.low <= capacity && capacity <= threshold!.high).length,
    ).toBeGreaterThanOrEqual(19);
  });
});

test('an objective that was missed before limits, even if all units that count were lucky', async () => {
  /** p99 rises as the square of the rate, to 5 ms at 4,000 records/s; none of the units around that misses it. */
  const lucky = (unit: Unit): Unit => {
    const p99Micros = 5000 * (unit.offeredRate! / 4000) ** 2;
    return {
      ...unit,
      latencyMicros: { ...unit.latencyMicros!, p99: p99Micros < 8000 ? Math.min(p99Micros, 4990) : p99Micros },
    };
  };
  const { threshold, counted } = await search(each(100_000), null, { ...p99(5), changed: lucky });
  expect(counted.map(({ unit }) => unit.latencyMicros!.p99! < 5000)).toEqual(counted.map(() => true));
  expect(threshold!.estimate / 4000).toBeGreaterThan(0.95);
  expect(threshold!.estimate / 4000).toBeLessThan(1.3);
});

describe('K8: p99 within 10 ms, of micro-batches of a = 1 ms and b = 10 µs', () => {
  const server: Server = { processingNanos: (records) => 1e6 + 1e4 * records };

  test.each([
    [2, 50_000],
    [3, 66_667],
    [4, 75_000],
    [5, 80_000],
    [6, 51_000],
    [8, 13_500],
    [0, 80_100],
  ])('with an interval of %d ms is held up to %d records/s', async (intervalMs, rate) => {
    const { threshold } = await search(server, intervalMs, p99(10));
    // Half a percent, and one record of a micro-batch.
    const tolerance = 0.005 + (intervalMs === 0 ? 0 : 1000 / (rate * intervalMs));
    expect(Math.abs(threshold!.estimate / rate - 1)).toBeLessThan(tolerance);
  });

  test('with an interval of 9 ms is held up to about 1,000 records/s, of which 9 are in a micro-batch', async () => {
    const { threshold } = await search(server, 9, { ...p99(10), durationMs: 1200 });
    // One record is 11 %, and p99 rises so little with the rate that the histogram's bound of 0.05 % is 5 %.
    expect(Math.abs(threshold!.estimate / 1000 - 1)).toBeLessThan(0.16);
  });

  test.each([1, 0.5])('is out of reach with an interval of %d ms, shorter than a micro-batch', async (intervalMs) => {
    expect(await search(server, intervalMs, p99(10))).toMatchObject({
      threshold: null,
      none: 'even a micro-batch of few records takes longer than its interval',
    });
  });

  test.each([9.1, 20])('is out of reach with an interval of %d ms, at any rate', async (intervalMs) => {
    const { threshold, none } = await search(server, intervalMs, p99(10));
    expect(threshold).toBeNull();
    expect(none).toMatch(/^p99=10ms is missed even at/);
  });
});

describe('excluded units', () => {
  const exclude = (unit: Unit): Unit => ({ ...unit, ...excluded('a pause') });

  test('are measured again', async () => {
    const { counted, probes, threshold } = await search(each(100_000), null, {
      changed: (unit, number) => (number === 3 || number === 5 ? exclude(unit) : unit),
    });
    expect(counted).toHaveLength(7);
    expect(probes).toHaveLength(11);
    expect(threshold!.estimate).toBeCloseTo(10_000, 3);
  });

  test('are measured again a bounded number of times', async () => {
    const { counted, probes, threshold } = await search(each(100_000), null, { changed: exclude });
    expect(counted).toHaveLength(0);
    expect(threshold).toBeNull();
    expect(probes.filter(({ counts }) => counts)).toHaveLength(10);
  });

  test('do not say that an objective is out of reach', async () => {
    const { none, threshold } = await search(each(100_000), null, { ...p99(0.05), changed: exclude });
    expect([none, threshold]).toEqual([undefined, null]);
    expect((await search(each(100_000), null, p99(0.05))).none).toMatch(/^p99=0.05ms is missed even at/);
  });
});

describe('an engine that does not report what invocations cost', () => {
  const untold = (unit: Unit): Unit => ({ ...unit, local: null });

  test.each([200, 2000, 9973, 30_000, 200_000])(
    'has the capacity at which its backlog begins to grow, from a first guess of %d',
    async (startRate) => {
      const { threshold } = await search(each(1e9 / 9973), null, { startRate, changed: untold });
      expect(threshold!.estimate / 9973).toBeCloseTo(1, 2);
      expect(threshold).toMatchObject({ units: 7, level: 0.984375 });
    },
  );

  test('is judged by units beyond its capacity alone, since the others only show that they kept up', async () => {
    const { counted, probes } = await search(each(100_000), null, { changed: untold });
    expect(counted.map(({ unit }) => unit.keepsUp)).toEqual(counted.map(() => 'no'));
    expect(probes.some(({ unit }) => unit.keepsUp === 'yes')).toBe(true);
  });

  test('has one for micro-batches with triggers too, though nobody knows how long they take', async () => {
    const { threshold } = await search(each(50_000), 20, { durationMs: 600, warmUpMs: 100, changed: untold });
    expect(threshold!.estimate / 20_000).toBeCloseTo(1, 1);
  });

  test('has one where units that only show where to look end before their last micro-batch', async () => {
    // As measured: 445 of 500 records/s of a unit with three intervals, and 2 of 3 micro-batches in the worst case.
    const cut = (unit: Unit): Unit => {
      const isGlance = unit.records.measured < 2 * unit.offeredRate!;
      return { ...untold(unit), ...(isGlance && { throughput: 0.7 * unit.throughput!, keepsUp: 'inconclusive' }) };
    };
    const lengths = { durationMs: 5000, glanceMs: 1500, warmUpMs: 100, startRate: 500 };
    const { threshold } = await search(each(50_000), 500, { ...lengths, changed: cut });
    // Ten intervals show the growth of a backlog no better.
    expect(Math.abs(threshold!.estimate / 20_000 - 1)).toBeLessThan(0.1);
  });

  test('is sought farther up where units near the guess show no limit', async () => {
    const unsure = (unit: Unit): Unit => {
      const isFar = unit.offeredRate! > 13_000;
      return { ...untold(unit), ...(!isFar && { keepsUp: 'inconclusive' }) };
    };
    const { threshold } = await search(each(100_000), null, { changed: unsure, startRate: 9000 });
    expect(threshold!.estimate / 10_000).toBeCloseTo(1, 1);
  });

  test('that keeps up with all that can be measured has a capacity beyond', async () => {
    const highest = { highestPerSecond: () => 8000 };
    const { threshold, atLeast, probes } = await search(each(50_000), null, { changed: untold, ...highest });
    expect([threshold, atLeast]).toEqual([null, 8000]);
    expect(probes.filter(({ counts }) => counts).map(({ ratePerSecond }) => ratePerSecond)).toEqual(
      Array(7).fill(8000),
    );
    const below = await search(each(200_000), null, { changed: untold, ...highest });
    expect([below.atLeast, below.threshold!.units]).toEqual([null, 7]);
  });

  test.each([
    ['of which the backlogs leave open a little', [-0.03, 0.04, 0.02, -0.05, 0.01, -0.02, 0.03], 8000 * 0.97528],
    ['of which the backlogs leave open too much', [-0.9, 0.8, 0.7, -0.9, 0.9, -0.8, 0.2], null],
  ])('%s, is told with what it surely kept up with', async (_, shares, atLeast) => {
    let place = 0;
    const open = (unit: Unit): Unit => {
      const slopeShare = unit.offeredRate === 8000 ? shares[place++ % shares.length] : unit.backlog.slopeShare;
      return { ...untold(unit), keepsUp: 'inconclusive', backlog: { ...unit.backlog, slopeShare } };
    };
    const lengths = { glanceMs: 300, durationMs: 1000, startRate: 8000 };
    const found = await search(each(50_000), null, {
      changed: (unit, number) => (number < 1 ? { ...untold(unit), keepsUp: 'yes' } : open(unit)),
      highestPerSecond: () => 8000,
      ...lengths,
    });
    if (atLeast === null) expect(found.atLeast).toBeNull();
    else expect(found.atLeast! / atLeast).toBeCloseTo(1, 3);
  });

  test('holds an objective up to a rate of its own', async () => {
    /** As p99 is of M/D/1 near its capacity: 100 µs of service over what is left of the time. */
    const queue = (unit: Unit): Unit => {
      const p99Micros = 100 / Math.max(0.001, 1 - unit.offeredRate! / 10_000);
      return { ...untold(unit), latencyMicros: { ...unit.latencyMicros!, p99: p99Micros } };
    };
    const { threshold, keepingUp } = await search(each(100_000), null, { ...p99(1), changed: queue });
    expect(threshold!.estimate / 9000).toBeCloseTo(1, 1);
    expect(keepingUp?.estimate).not.toBe(Infinity);
  });

  test('that misses no objective below its capacity is limited by that', async () => {
    const { threshold } = await search(each(100_000), null, { ...p99(10_000), changed: untold });
    expect(threshold!.estimate / 10_000).toBeCloseTo(1, 1);
  });

  test('whose units are all excluded has none', async () => {
    const exclude = (unit: Unit): Unit => ({ ...untold(unit), ...excluded('a pause') });
    const { threshold, none } = await search(each(100_000), null, { changed: exclude });
    expect([threshold, none]).toEqual([null, undefined]);
  });
});

describe('where another thread commits', () => {
  /** It takes 100 µs for a record, and holds the first thread up as soon as it is behind. */
  const blocked = (unit: Unit): Unit => {
    const isBehind = unit.offeredRate! > 10_000;
    const invocations = { ...unit.local!.invocations, meanProcessingMicros: isBehind ? 100 : 20 };
    return { ...unit, keepsUp: isBehind ? 'no' : 'yes', local: { ...unit.local!, invocations } };
  };
  /** The same, but so much fits in between that the first thread does not notice. */
  const behind = (unit: Unit): Unit => {
    const growth = 1 - 10_000 / unit.offeredRate!;
    return { ...unit, keepsUp: growth > 0 ? 'no' : 'yes', backlog: { max: 9, slopeShare: Math.max(0, growth) } };
  };

  test.each([
    ['and holds the first one up', blocked],
    ['and falls behind unseen', behind],
  ])('%s, its own capacity is found', async (_, changed) => {
    const { threshold } = await search(each(20_000), null, { commit: 'epoch:100ms', changed });
    expect(threshold!.estimate / 10_000).toBeCloseTo(1, 3);
    expect(threshold!.units).toBe(7);
  });

  test('and is a hundred times as slow as the first one, its own capacity is found', async () => {
    const { threshold } = await search(each(1000), null, { commit: 'epoch:100ms', changed: behind, startRate: 5000 });
    expect(threshold!.estimate / 10_000).toBeCloseTo(1, 2);
  });

  test('but could do more than the first one, that one limits', async () => {
    expect((await search(each(20_000), null, { commit: 'epoch:100ms' })).threshold!.estimate / 50_000).toBeCloseTo(
      1,
      4,
    );
  });
});

test('the same seed makes the same search', async () => {
  const rates = async (): Promise<unknown> =>
    (await search({ ...each(100_000), sigma: 0.05 }, null, { load: 'poisson' })).probes.map(
      ({ ratePerSecond }) => ratePerSecond,
    );
  expect(await rates()).toEqual(await rates());
});

test.each([1000, 5000])(
  'micro-batches at once are searched where their records cost something beside the fixed part, from %d',
  async (startRate) => {
    for (let noiseSeed = 1; noiseSeed <= 4; noiseSeed++) {
      const server: Server = { processingNanos: (records) => 60_000 + 400 * records, sigma: 0.1, noiseSeed };
      const { threshold } = await search(server, 0, { startRate });
      expect(threshold!.estimate / 2.5e6, `seed ${noiseSeed}`).toBeGreaterThan(0.7);
      expect(threshold!.estimate / 2.5e6, `seed ${noiseSeed}`).toBeLessThan(1.4);
    }
  },
);
