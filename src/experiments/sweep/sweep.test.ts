import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { RunUnit } from '../../engines/local/fresh-process.ts';
import type { UnitSpec } from '../../engines/local/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { contradiction } from '../../results/contradiction.ts';
import { exampleResult } from '../../results/example.test-program.ts';
import { resultSchema, type Result } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { fraud } from '../../workloads/fraud.ts';
import { affineServer } from '../affine-server.test-program.ts';
import { continuous, microBatch } from './example-cell.test-program.ts';
import { exampleSweep, k9 } from './example-sweep.test-program.ts';
import type { RunOutcome } from '../run/run.ts';
import type { SweepSettings } from './sweep-settings.ts';
import { sweep } from './sweep.ts';
import { openJournal, type Journal } from './unit-journal.ts';

interface Outcome {
  readonly result: Result;
  readonly specs: readonly UnitSpec[];
  readonly told: readonly (readonly [run: Unit, done: number, total: number])[];
}

/** A sweep that comes to its end. */
async function swept(changes: Partial<SweepSettings>, runUnit: RunUnit): Promise<Outcome> {
  const { result, problem, ...told } = await outcomeOf(changes, runUnit);
  expect(problem).toBeUndefined();
  return { result: result!, ...told };
}

async function outcomeOf(
  changes: Partial<SweepSettings>,
  runUnit: RunUnit,
): Promise<Omit<Outcome, 'result'> & RunOutcome> {
  const specs: UnitSpec[] = [];
  const told: (readonly [Unit, number, number])[] = [];
  const { machine, tool, startedAt } = exampleResult();
  const tools = {
    machine,
    tool,
    startedAt,
    earlierUnits: 0,
    onRun: (run: Unit, done: number, total: number) => told.push([run, done, total]),
    runUnit: async (spec: UnitSpec) => {
      specs.push(spec);
      return runUnit(spec);
    },
  };
  return { ...(await sweep({ ...exampleSweep, ...changes }, fraud, tools)), specs, told };
}

function expectSound(result: Result): void {
  const validate = new Ajv().compile(resultSchema);
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  expect(contradiction(result)).toBeUndefined();
}

describe('a server that takes 1 ms for an invocation and 10 µs for a record', async () => {
  const { result, specs, told } = await swept({}, affineServer(k9));
  const { rates, crossovers, costs, check, skipped } = result.sweep!;

  test('is measured below and above what continuous can do, which a guess has found', () => {
    expect(rates).toEqual([250, 690, 1500, 4000]);
    expect(specs.slice(0, 3).map(({ executor, ratePerSecond }) => [executor, ratePerSecond])).toEqual([
      ['continuous', 1000],
      ['continuous', 1e9 / 1_010_000],
      ['continuous', 250],
    ]);
    expectSound(result);
  });

  test('has its crossover where continuous gives up: at 1/(a + b) = 990 records/s', () => {
    expect(crossovers).toHaveLength(1);
    expect(crossovers[0]).toMatchObject({ below: 'continuous', above: 'micro-batch 0 ms', units: 6 });
    for (const bound of [crossovers[0].rate, crossovers[0].low, crossovers[0].high])
      expect(bound).toBeCloseTo(1e6 / 1010, 6);
    expect(crossovers[0].text).toBe(
      'Up to 990 records/s continuous is not to be told from micro-batch 0 ms (p99 1.0 ms against 1.0 ms); above it only micro-batch keeps up, best micro-batch 0 ms (p99 2.0 ms at 1,500 records/s).',
    );
  });

  test('has the latencies of the known answer in its table: at the smallest stable interval a/(1 − bλ) and below', () => {
    const p99 = (intervalMs: number, rate: number): number =>
      result.summary.find(
        (row) =>
          row.executor === 'micro-batch' &&
          row.intervalMs === intervalMs &&
          row.offeredRate === rate &&
          row.metric === 'p99Micros',
      )!.estimate!;
    // Interval 0 at 4000/s: n = aλ/(1 − bλ) = 4.2 records in 1.042 ms; up to 5 in 1.05 ms are waited for, and then processed.
    expect(p99(0, 4000) / 1000).toBeGreaterThan(1.042);
    expect(p99(0, 4000) / 1000).toBeLessThan(2.1);
    // T + a + bλT, less half a gap, at 0.99 of the records: n = 400.
    expect(p99(100, 4000) / 1000).toBeCloseTo((Math.ceil(0.99 * 400) - 0.5) / 4 + 5, 0);
  });

  test('has its costs told apart exactly, and a last unit that agrees', () => {
    expect(costs[0].processing.fixedMicros.estimate).toBeCloseTo(100, 6);
    expect(costs[0].processing.perRecordMicros.estimate).toBeCloseTo(8, 6);
    expect(costs[0].committing.fixedMicros.estimate).toBeCloseTo(900, 6);
    expect(costs[0].committing.perRecordMicros.estimate).toBeCloseTo(2, 6);
    expect(check).toMatchObject({ configuration: 'micro-batch 0 ms', rate: 1500, holds: true });
  });

  test('saves the commit by batching: what is said is what the costs say', () => {
    const { records } = check!;
    const saved = { total: 1000 - 1000 / records, commit: 900 - 900 / records };
    expect(result.sweep!.attribution!.text).toBe(
      `What batching saves is the commit: ${Math.round(saved.commit)} of ${Math.round(saved.total)} µs per record (micro-batch 0 ms at 1,500 records/s against continuous at 1,500 records/s).`,
    );
    expect(result.recommendation!.text).toBe(`${crossovers[0].text} ${result.sweep!.attribution!.text}`);
  });

  test('is spared the units that are hopeless', () => {
    expect(skipped).toEqual([{ configuration: 'continuous', rate: 4000 }]);
    expect(
      result.units.filter(({ executor, offeredRate }) => executor === 'continuous' && offeredRate === 4000),
    ).toHaveLength(1);
  });

  test('has a reference for the records of each rate', () => {
    const references = specs
      .filter(({ withReference }) => withReference === true)
      .map(({ ratePerSecond }) => ratePerSecond);
    expect(references).toHaveLength(new Set(references).size);
    expect(new Set(result.units.map(({ offeredRate }) => offeredRate))).toEqual(new Set(references));
    expect(result.sameAnswer).toEqual({ equal: true, reference: 'batch', digest: null, rows: null });
  });

  test('tells of each unit, and how many there will be', () => {
    expect(told.map(([run]) => run)).toEqual(result.units);
    expect(told[0].slice(1)).toEqual([1, 48]);
    expect(told.at(-1)!.slice(1)).toEqual([result.units.length, result.units.length]);
  });
});

describe('a server whose units differ by 5 %', async () => {
  const { result } = await swept({}, affineServer({ ...k9, noise: 0.05 }));

  test('has the known crossover within its interval, and the known costs within a few percent', () => {
    const [{ below, low, high, level, rate }] = result.sweep!.crossovers;
    expect(below).toBe('continuous');
    expect(level).toBeGreaterThanOrEqual(0.95);
    expect([low < 990 && 990 < high, high / low < 1.25, low < rate! && rate! < high]).toEqual([true, true, true]);
    const { processing, committing } = result.sweep!.costs[0];
    // 4 standard deviations of the least certain one; how often the intervals hold the truth is a test of batch-cost.
    for (const [{ estimate }, truth] of [
      [processing.fixedMicros, 100],
      [processing.perRecordMicros, 8],
      [committing.fixedMicros, 900],
      [committing.perRecordMicros, 2],
    ] as const) {
      expect(Math.abs(estimate / truth - 1)).toBeLessThan(0.12);
    }
    expect(result.sweep!.check!.holds).toBe(true);
  });

  test('gives the same document again', async () => {
    expect((await swept({}, affineServer({ ...k9, noise: 0.05 }))).result).toEqual(result);
  });
});

test('random arrivals: where a queue waits longer than for the interval, the one that still keeps up is overtaken', async () => {
  const poisson = {
    load: 'poisson',
    configurations: [continuous, microBatch(10)],
    rates: [400, 900],
    durationMs: 40_000,
    isDurationGiven: true,
  } as const;
  const { result } = await swept(poisson, affineServer(k9));
  const [{ rate, low, high, text }] = result.sweep!.crossovers;
  // M/D/1 with s = 1.01 ms: p99 is 11.36 s at ρ = 0.8 (792/s) and 45.9 s at 0.95. That of micro-batches is about
  // 9.9 + 1 + 0.01 n ms, so a tenth more than that is passed a little above 792/s.
  expect(rate).toBeGreaterThan(770);
  expect(rate).toBeLessThan(860);
  expect([low <= rate!, rate! <= high]).toEqual([true, true]);
  expect(text).toMatch(
    /^Up to 8\d\d ± \d+ records\/s continuous is faster \(p99 [\d.]+ ms against 11 ms\); above it micro-batch 10 ms is faster \(p99 1[12] ms against [\d.]+ ms at 900 records\/s\)\.$/,
  );
});

describe('a grid in which nothing changes', () => {
  test('says which is the best throughout', async () => {
    const { result } = await swept({ rates: [300, 600] }, affineServer(k9));
    expect(result.sweep!.crossovers).toEqual([]);
    expect(result.recommendation!.text).toMatch(
      /^From 300 to 600 records\/s continuous is the best throughout \(p99 1.0 ms at the lowest rate\), so no crossover lies there\./,
    );
  });

  test('says that none keeps up', async () => {
    const { result } = await swept(
      {
        rates: [200_000],
        repetitions: 2,
        durationMs: 300,
        isDurationGiven: true,
        warmUpMs: 100,
        configurations: [continuous, microBatch(10)],
      },
      affineServer(k9),
    );
    expect(result.recommendation!.text).toMatch(/^None keeps up with 200,000 records\/s, the lowest rate/);
    expect(result.sweep).toMatchObject({ crossovers: [], check: null, attribution: null });
  });

  test('says that the units do not tell', async () => {
    const { result } = await swept({ rates: [300, 600], durationMs: 200, isDurationGiven: true }, affineServer(k9));
    expect(result.recommendation!.text).toMatch(/^At none of the rates do the units tell/);
  });
});

describe('an objective', () => {
  const objective = { percentile: 'p99', limitMicros: 30_000, text: 'p99=30ms' } as const;

  test('is held at the rate that was asked, which joins the grid', async () => {
    const { result } = await swept({ rates: [700, 4000], objective, askedRate: 2000 }, affineServer(k9));
    expect(result.sweep!.rates).toEqual([700, 2000, 4000]);
    // Busy: 1000/T + 10 µs · 2000/s: interval 10 ms 0.12, interval 0 all the time.
    expect(result.sweep!.choice).toMatchObject({ held: 'yes' });
    expect(result.sweep!.choice!.text).toMatch(
      /^At 2,000 records\/s micro-batch 10 ms is the cheapest that holds p99=30ms: busy for 12 % of the time, p99 11 ms, 2.8 times below the limit\. It still does at 4,000 records\/s, 2.0 times the rate\.$/,
    );
    expect(result.sweep!.check).toMatchObject({ configuration: 'micro-batch 10 ms', rate: 2000 });
    expect(result.recommendation!.text.startsWith(result.sweep!.choice!.text)).toBe(true);
    expectSound(result);
  });

  test('is judged at each rate of the grid where none was asked', async () => {
    const { result } = await swept({ rates: [700, 4000], objective }, affineServer(k9));
    expect(result.sweep!.choice!.text.match(/At [\d,]+ records\/s/g)).toEqual([
      'At 700 records/s',
      'At 4,000 records/s',
    ]);
  });

  test('may be held by none', async () => {
    const { result } = await swept(
      { rates: [700, 4000], objective: { percentile: 'p99', limitMicros: 500, text: 'p99=500us' } },
      affineServer(k9),
    );
    expect(result.sweep!.choice!.held).toBe('no');
    expect(result.sweep!.choice!.text).toMatch(
      /^None holds p99=500us at 700 records\/s: the nearest is continuous with p99 1.0 ms/,
    );
  });
});

test('a grid beyond memory is refused before anything runs', async () => {
  let count = 0;
  const counted: RunUnit = async () => Promise.reject(new Error(`unit ${count++}`));
  const { result, problem } = await outcomeOf({ rates: [1000, 100e6] }, counted);
  expect(result).toBeUndefined();
  expect(problem!.message).toMatch(/^at 100,000,000 records\/s a unit would have 170,000,000 records/);
  expect(count).toBe(0);
});

test('a unit with another answer than batch on the records of its rate has failed, and nothing is recommended', async () => {
  const server = affineServer(k9);
  const { result } = await swept({ rates: [300] }, async (spec) => {
    const figures = await server(spec);
    return spec.intervalMs === 10 && spec.repetition === 1
      ? { ...figures, output: { ...figures.output, digest: 'other' } }
      : figures;
  });
  expect(result.sameAnswer.equal).toBe(false);
  expect(result.recommendation!.text).toBe(
    `Nothing can be recommended: 1 of ${result.units.length} units gave another answer than batch.`,
  );
});

test('a spoilt unit is measured again at the end of the grid', async () => {
  const server = affineServer(k9);
  const { result } = await swept({ rates: [300, 600] }, async (spec) => {
    const figures = await server(spec);
    return spec.intervalMs === 10 && spec.repetition === 1 && spec.ratePerSecond === 600
      ? { ...figures, status: 'invalid', reasons: ['a pause'] }
      : figures;
  });
  const own = result.units.filter(({ intervalMs, offeredRate }) => intervalMs === 10 && offeredRate === 600);
  expect(own.map(({ repetition, status }) => [repetition, status])).toEqual([
    [0, 'valid'],
    [1, 'invalid'],
    [2, 'valid'],
    [4, 'valid'],
  ]);
});

describe('units around the crossover that are spoilt', () => {
  /** All units of continuous between the two rates, but for so many. */
  async function counted(units: number): Promise<Result> {
    const server = affineServer({ ...k9, noise: 0.02 });
    let sound = units;
    const { result } = await swept({ rates: [700, 1500] }, async (spec) => {
      const isProbe = spec.executor === 'continuous' && spec.ratePerSecond! > 700 && spec.ratePerSecond! < 1500;
      return {
        ...(await server(spec)),
        ...(isProbe && sound-- <= 0 && { status: 'invalid', reasons: ['stolen time'] }),
      };
    });
    expectSound(result);
    return result;
  }

  test('leave an estimate without an interval, and the recommendation inconclusive', async () => {
    const { sweep: findings, recommendation } = await counted(5);
    const [{ rate, low, high, level, units, method, text }] = findings!.crossovers;
    expect([level, units, low < rate!, rate! < high]).toEqual([null, 5, true, true]);
    expect(method).toContain('smallest to largest');
    expect(text).toMatch(
      /^Up to about [\d,]+ records\/s \([\d,]+ to [\d,]+, smallest to largest of 5 units\) continuous is /,
    );
    expect(recommendation!.text).toMatch(
      / This is inconclusive: more than a tenth of the units of continuous could not be counted; fewer than six units counted around the crossover\.$/,
    );
  });

  test('leave only the two rates between which it lies, where fewer than three count', async () => {
    const { sweep: findings, recommendation } = await counted(2);
    expect(findings!.crossovers).toMatchObject([{ rate: null, low: 700, high: 1500, level: null, units: 0 }]);
    expect(recommendation!.text).toContain('Up to a rate between 700 and 1,500 records/s continuous is');
    expect(recommendation!.text).toContain('Units around it did not tell where.');
    expect(recommendation!.text).not.toContain('fewer than six');
  });
});

test('no unit is measured twice, also where spoilt units are spoilt again', async () => {
  const server = affineServer(k9);
  const isSpoilt = ({ intervalMs, ratePerSecond, repetition }: UnitSpec): boolean =>
    intervalMs === 0 && ratePerSecond === 1500 && (repetition === 0 || repetition === 3);
  const { specs, result } = await swept({ rates: [300, 600, 1500] }, async (spec) => ({
    ...(await server(spec)),
    ...(isSpoilt(spec) && { status: 'invalid', reasons: ['a pause'] }),
  }));
  const written = specs.map((spec) => JSON.stringify(spec));
  expect(new Set(written).size).toBe(written.length);
  expect(
    result.runs
      .filter(({ intervalMs, offeredRate }) => intervalMs === 0 && offeredRate === 1500)
      .map(({ repetition }) => repetition),
  ).toEqual([0, 1, 2, 3, 6, 7]);
});

describe('a sweep that ends early', () => {
  const grid = {
    rates: [300, 1500],
    configurations: [continuous, microBatch(10)],
    repetitions: 2,
    objective: { percentile: 'p99', limitMicros: 30_000, text: 'p99=30ms' },
  } as const;

  /** After so many units. */
  async function endedAfter(units: number, error: Error): Promise<RunOutcome> {
    const server = affineServer(k9);
    let left = units;
    const outcome = await outcomeOf(grid, async (spec) => {
      if (left-- <= 0) throw error;
      return server(spec);
    });
    if (outcome.result !== undefined) expectSound(outcome.result);
    return outcome;
  }
  const interruption = new DOMException('This operation was aborted', 'AbortError');

  test('within its grid has its units, and compares nothing', async () => {
    const { result, problem } = await endedAfter(5, interruption);
    expect(problem!.problem).toEqual({ kind: 'interrupted', what: 'interrupted' });
    expect(result).toMatchObject({
      interrupted: true,
      units: { length: 5 },
      sweep: { rates: [300, 1500], crossovers: [], choice: null, check: null, attribution: null },
    });
    expect(result!.recommendation).toEqual({
      text: 'Nothing can be recommended: the sweep ended after 5 units, before all rates were measured.',
      evidence: [],
      inconclusive: true,
    });
  });

  test('around a crossover knows the two rates it lies between', async () => {
    const { result } = await endedAfter(10, interruption);
    expect(result).toMatchObject({
      interrupted: true,
      units: { length: 10 },
      sweep: { choice: { held: 'yes' }, check: null },
    });
    expect(result!.sweep!.crossovers).toMatchObject([
      {
        below: 'continuous',
        rate: null,
        low: 300,
        high: 1500,
        level: null,
        units: 0,
        method: 'two rates of the grid, since units between them were not all measured',
      },
    ]);
    expect(result!.recommendation).toMatchObject({ inconclusive: true });
    expect(result!.recommendation!.text).toMatch(
      / Up to a rate between 300 and 1,500 records\/s continuous is .* This is inconclusive: the sweep ended before all its units were measured\.$/,
    );
    expect(result!.recommendation!.text).not.toContain('did not tell');
  });

  test('before its last unit has the crossover', async () => {
    const { specs } = await swept(grid, affineServer(k9));
    const { result } = await endedAfter(specs.length - 1, interruption);
    expect(result!.sweep).toMatchObject({ crossovers: [{ units: 6 }], check: null });
    expect(result!.recommendation!.text).toMatch(
      / This is inconclusive: the sweep ended before all its units were measured\.$/,
    );
  });

  test('before its first unit has no result', async () => {
    expect((await endedAfter(0, interruption)).result).toBeUndefined();
  });

  test('by a problem has its units too, and the problem', async () => {
    const crash = new StreamBenchError({ kind: 'environment', what: 'the disk is full' });
    const { result, problem } = await endedAfter(3, crash);
    expect(problem).toBe(crash);
    expect(result).toMatchObject({ interrupted: false, units: { length: 3 } });
  });

  test('by a fault of its own throws it', async () => {
    await expect(endedAfter(3, new TypeError('x is not a function'))).rejects.toThrow('x is not a function');
  });
});

describe('an interrupted sweep', () => {
  const grid = { rates: [300, 1500], configurations: [continuous, microBatch(10)], repetitions: 2 };

  /** A file in memory. */
  function memory(): Journal & { text: string | undefined } {
    return {
      path: 'results/sweep.json.units',
      text: undefined,
      read() {
        return this.text;
      },
      append(more) {
        this.text = (this.text ?? '') + more;
      },
      truncate(length) {
        this.text = this.text!.slice(0, length);
      },
    };
  }

  test('comes to the same document, wherever it was interrupted, and measures no unit twice', async () => {
    const whole = await swept(grid, affineServer({ ...k9, noise: 0.05 }));
    for (const units of [0, 1, 5, 12, whole.specs.length - 1]) {
      const file = memory();
      let left = units;
      const server = affineServer({ ...k9, noise: 0.05 });
      const first = openJournal(file, 'settings', 'then', async (spec) => {
        if (left-- <= 0) throw new DOMException('This operation was aborted', 'AbortError');
        return server(spec);
      });
      expect((await outcomeOf(grid, first.runUnit)).problem!.message).toBe('interrupted');
      const measured: UnitSpec[] = [];
      const second = openJournal(file, 'settings', 'now', async (spec) => {
        measured.push(spec);
        return server(spec);
      });
      expect(second.earlierUnits).toBe(units);
      expect((await swept(grid, second.runUnit)).result).toEqual(whole.result);
      expect(measured).toEqual(whole.specs.slice(units));
    }
  });
});
