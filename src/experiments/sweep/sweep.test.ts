import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { UnitReport } from '../../engines/unit-report.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { contradiction } from '../../results/contradiction.ts';
import { excluded } from '../../results/example.test-program.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import { resultSchema, type Result } from '../../results/result.ts';
import { fraud } from '../../workloads/fraud.ts';
import { affineServer } from '../affine-server.test-program.ts';
import { exampleTools, madeUpLocal, type ExampleTools } from '../example-tools.test-program.ts';
import type { Outcome } from '../outcome.ts';
import type { MeasureUnit } from '../tools.ts';
import { openJournal, type Journal } from '../unit-journal.ts';
import { continuous, microBatch } from './example-cell.test-program.ts';
import { exampleSweep, k9 } from './example-sweep.test-program.ts';
import type { SweepSettings } from './sweep-settings.ts';
import { sweep } from './sweep.ts';

type Measure = (spec: UnitSpec) => Promise<UnitReport>;

interface Ended extends Outcome, Pick<ExampleTools, 'specs' | 'references' | 'shown'> {}

interface Swept extends Ended {
  readonly result: Result;
  readonly findings: SweepFindings;
}

/** A sweep that comes to its end. */
async function swept(changes: Partial<SweepSettings>, measure: Measure): Promise<Swept> {
  return whole(await outcomeOf(changes, exampleTools([madeUpLocal(measure)])));
}

function whole(ended: Ended): Swept {
  expect(ended.problem).toBeUndefined();
  return { ...ended, result: ended.result!, findings: findingsOf(ended) };
}

function findingsOf({ result }: Pick<Outcome, 'result'>): SweepFindings {
  return result!.findings as SweepFindings;
}

async function outcomeOf(
  changes: Partial<SweepSettings>,
  tools: ExampleTools,
  measure: MeasureUnit = tools.measure,
): Promise<Ended> {
  const { specs, references, shown } = tools;
  const outcome = await sweep({ ...exampleSweep, ...changes }, fraud, { ...tools, measure, earlierUnits: 0 });
  return { ...outcome, specs, references, shown };
}

function expectSound(result: Result): void {
  const validate = new Ajv().compile(resultSchema);
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  expect(contradiction(result)).toBeUndefined();
}

describe('a server that takes 1 ms for an invocation and 10 µs for a record', async () => {
  const { result, findings, specs, references, shown } = await swept({}, affineServer(k9));
  const { rates, crossovers, costs, check, skipped, saving } = findings;

  test('is measured below and above what continuous can do, which a guess has found', () => {
    expect(rates).toEqual([250, 690, 1500, 4000]);
    expect(
      specs.slice(0, 3).map(({ configuration, ratePerSecond }) => [configuration.executor, ratePerSecond]),
    ).toEqual([
      ['continuous', 5000],
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
    const { text } = crossovers[0];
    expect(text).toMatch(/^Up to 990 records\/s continuous is indistinguishable from micro-batch 0 ms/);
    expect(text).toMatch(/ \(p99 1\.0 ms against 1\.0 ms\)/);
    expect(text).toMatch(/only micro-batch keeps up, best micro-batch 0 ms \(p99 2\.0 ms at 1,500 records\/s\)\.$/);
  });

  test('has the latencies of the known answer: at the smallest stable interval a/(1 − bλ) and below', () => {
    const p99 = (intervalMs: number, rate: number): number =>
      result.summary.find(
        (row) =>
          row.executor === 'micro-batch' &&
          row.intervalMs === intervalMs &&
          row.offeredRate === rate &&
          row.metric === 'p99Micros',
      )!.estimate!;
    // Interval 0 at 4000/s: n = aλ/(1 − bλ) = 4.2 records in 1.042 ms; up to 5 in 1.05 ms are waited for, and then
    // processed.
    expect(p99(0, 4000) / 1000).toBeGreaterThan(1.042);
    expect(p99(0, 4000) / 1000).toBeLessThan(2.1);
    // T + a + bλT, less half a gap, at 0.99 of the records: n = 400.
    expect(p99(100, 4000) / 1000).toBeCloseTo((Math.ceil(0.99 * 400) - 0.5) / 4 + 5, 0);
  });

  test('has its costs split exactly, and a last unit that agrees', () => {
    expect(costs).toHaveLength(1);
    expect(costs[0]).toMatchObject({ engine: 'local', mode: 'micro-batch', executor: 'micro-batch' });
    expect(costs[0].processing.fixedMicros.estimate).toBeCloseTo(100, 6);
    expect(costs[0].processing.perRecordMicros.estimate).toBeCloseTo(8, 6);
    expect(costs[0].committing.fixedMicros.estimate).toBeCloseTo(900, 6);
    expect(costs[0].committing.perRecordMicros.estimate).toBeCloseTo(2, 6);
    expect(check).toMatchObject({ configuration: 'micro-batch 0 ms', rate: 1500, holds: true });
  });

  test('saves the commit by batching: what is said is what the costs say', () => {
    // At the highest rate with which continuous keeps up: 1010 µs one by one, and 1000/69 + 10 µs in batches of 69.
    expect(saving!.text).toMatch(/^One by one a record costs 1\.0 ms, of which the commit is 902 µs; /);
    expect(saving!.text).toMatch(/in micro-batches of 100 ms \(6[789] records\) it costs 2[45] µs, 41 times less\.$/);
    expect(result.recommendation!.text).toBe(
      'Choose continuous up to 990 records/s and micro-batch 0 ms above it (sure: all 4 configurations were ' +
        `measured, by at least 3 units each, at 4 rates). ${crossovers[0].text} ${saving!.text}`,
    );
  });

  test('is spared the units that are hopeless', () => {
    expect(skipped).toEqual([{ configuration: 'continuous', rate: 4000 }]);
    expect(
      result.units.filter(({ executor, offeredRate }) => executor === 'continuous' && offeredRate === 4000),
    ).toHaveLength(1);
  });

  test('has a reference for the records of each rate', () => {
    const asked = specs.filter(({ withReference }) => withReference).map(({ ratePerSecond }) => ratePerSecond);
    expect(asked).toHaveLength(new Set(asked).size);
    expect(new Set(result.units.map(({ offeredRate }) => offeredRate))).toEqual(new Set(asked));
    expect(references).toEqual([]);
    const none = { digest: null, unorderedDigest: null, rows: null };
    expect(result.sameAnswer).toEqual({ equal: true, reference: 'batch', ...none });
  });

  test('shows each unit, and how many there will be', () => {
    expect(shown.map(([unit]) => unit)).toEqual(result.units);
    expect(shown[0].slice(1)).toEqual([1, 48]);
    expect(shown.at(-1)!.slice(1)).toEqual([result.units.length, result.units.length]);
  });
});

describe('a server whose units differ by 5 %', async () => {
  const { result, findings } = await swept({}, affineServer({ ...k9, noise: 0.05 }));

  test('has the known crossover within its interval, and the known costs within a few percent', () => {
    const [{ below, low, high, level, rate }] = findings.crossovers;
    expect(below).toBe('continuous');
    expect(level).toBeGreaterThanOrEqual(0.95);
    expect([low < 990 && 990 < high, high / low < 1.25, low < rate! && rate! < high]).toEqual([true, true, true]);
    const { processing, committing } = findings.costs[0];
    // 4 standard deviations of the least certain one; how often the intervals hold the truth is a test of batch-cost.
    for (const [{ estimate }, truth] of [
      [processing.fixedMicros, 100],
      [processing.perRecordMicros, 8],
      [committing.fixedMicros, 900],
      [committing.perRecordMicros, 2],
    ] as const) {
      expect(Math.abs(estimate / truth - 1)).toBeLessThan(0.12);
    }
    expect(findings.check!.holds).toBe(true);
  });

  test('gives the same document again', async () => {
    expect((await swept({}, affineServer({ ...k9, noise: 0.05 }))).result).toEqual(result);
  });
});

test('random arrivals: continuous is overtaken, though it keeps up, when its queue exceeds the interval', async () => {
  const poisson = {
    load: 'poisson',
    configurations: [continuous, microBatch(10)],
    rates: [400, 900],
    durationMs: 40_000,
    isDurationGiven: true,
  } as const;
  const { findings } = await swept(poisson, affineServer(k9));
  const [{ rate, low, high, text }] = findings.crossovers;
  // M/D/1 with s = 1.01 ms: p99 is 11.36 s at ρ = 0.8 (792/s) and 45.9 s at 0.95. That of micro-batches is about
  // 9.9 + 1 + 0.01 n ms, so a tenth more than that is passed a little above 792/s.
  expect(rate).toBeGreaterThan(770);
  expect(rate).toBeLessThan(860);
  expect([low <= rate!, rate! <= high]).toEqual([true, true]);
  expect(text).toMatch(/^Up to 8\d\d ± \d+ records\/s continuous is faster \(p99 [\d.]+ ms against 11 ms\)/);
  expect(text).toMatch(/micro-batch 10 ms is faster \(p99 1[12] ms against [\d.]+ ms at 900 records\/s\)\.$/);
});

describe('a grid in which nothing changes', () => {
  test('says which is the best throughout', async () => {
    const { result, findings } = await swept({ rates: [300, 600] }, affineServer(k9));
    expect(findings.crossovers).toEqual([]);
    expect(result.recommendation!.text).toMatch(
      /^Choose continuous at both rates, 300 to 600 records\/s \(sure: .*\): p99 1\.0 ms at 300 .*, indistinguishable/,
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
    expect(result.recommendation!.text).toMatch(
      /^None keeps up with 200,000 records\/s, the lowest rate \(sure: both .*, at one rate\)/,
    );
    expect(result.findings).toMatchObject({ kind: 'sweep', crossovers: [], check: null, saving: null });
  });

  test('says that the units are inconclusive', async () => {
    const { result } = await swept({ rates: [300, 600], durationMs: 200, isDurationGiven: true }, affineServer(k9));
    expect(result.recommendation!.text).toMatch(
      /^Inconclusive: at every rate .*Raise --repeat or --duration\. One by one/,
    );
  });
});

describe('an objective', () => {
  const objective = { percentile: 'p99', limitMicros: 30_000, text: 'p99=30ms' } as const;

  test('is held at the rate that was asked, which joins the grid', async () => {
    const { result, findings } = await swept({ rates: [700, 4000], objective, askedRate: 2000 }, affineServer(k9));
    expect(findings.rates).toEqual([700, 2000, 4000]);
    // Busy: 1000/T + 10 µs · 2000/s: interval 10 ms 0.12, interval 0 all the time.
    const { held, text } = findings.choice!;
    expect(held).toBe('yes');
    expect(text).toMatch(
      /^At 2,000 records\/s micro-batch 10 ms is the cheapest that holds p99=30ms \(sure: .*\): busy for 12 %/,
    );
    expect(text).toMatch(/ p99 11 ms, 2\.8 times below the limit\. .* 4,000 records\/s, 2\.0 times the rate\.$/);
    expect(findings.check).toMatchObject({ configuration: 'micro-batch 10 ms', rate: 2000 });
    expect(result.recommendation!.text.startsWith(text)).toBe(true);
    expectSound(result);
  });

  test('is judged at each rate of the grid where none was asked', async () => {
    const { findings } = await swept({ rates: [700, 4000], objective }, affineServer(k9));
    expect(findings.choice!.text.match(/At [\d,]+ records\/s/g)).toEqual(['At 700 records/s', 'At 4,000 records/s']);
  });

  test('may be held by none', async () => {
    const tight = { percentile: 'p99', limitMicros: 500, text: 'p99=500us' } as const;
    const { findings } = await swept({ rates: [700, 4000], objective: tight }, affineServer(k9));
    expect(findings.choice!.held).toBe('no');
    expect(findings.choice!.text).toMatch(
      /^No.* holds p99=500us at 700 records\/s \(sure: .*\): the nearest is continuous with p99 1\.0 ms/,
    );
  });
});

test('a grid beyond what its engine takes is refused before anything is measured', async () => {
  const engine = madeUpLocal(async () => expect.fail('nothing is measured'));
  const tools = exampleTools([engine]);
  const { result, problem, specs } = await outcomeOf({ rates: [1000, 100e6] }, tools);
  expect([result, specs]).toEqual([undefined, []]);
  expect(problem!.message).toMatch(/^at 100,000,000 records\/s a unit would have 170,000,000 records/);
  const small = exampleTools([{ ...engine, limits: { ...engine.limits, maxRecords: 30_000 } }]);
  const refused = await outcomeOf({ rates: [1000, 20_000] }, small);
  expect(refused.problem!.message).toMatch(/^at 20,000 records\/s .* 34,000 records, and at most 30,000 fit/);
  expect(refused.specs).toEqual([]);
});

test('a unit whose answer differs from that of batch has failed, and nothing is recommended', async () => {
  const server = affineServer(k9);
  const { result } = await swept({ rates: [300] }, async (spec) => {
    const report = await server(spec);
    const isWrong = spec.configuration.intervalMs === 10 && spec.repetition === 1;
    return isWrong ? { ...report, output: { ...report.output, digest: 'other' } } : report;
  });
  expect(result.units.filter(({ failure }) => failure !== null)).toMatchObject([{ intervalMs: 10, repetition: 1 }]);
  expect(result.sameAnswer.equal).toBe(false);
  expect(result.recommendation!.text).toMatch(
    new RegExp(`^Inconclusive: 1 of ${result.units.length} units gave another answer`),
  );
});

test('an excluded unit is measured again at the end of the grid', async () => {
  const server = affineServer(k9);
  const isDisturbed = ({ configuration, repetition, ratePerSecond }: UnitSpec): boolean =>
    configuration.intervalMs === 10 && repetition === 1 && ratePerSecond === 600;
  const { result } = await swept({ rates: [300, 600] }, async (spec) => ({
    ...(await server(spec)),
    ...(isDisturbed(spec) && excluded('a pause')),
  }));
  const own = result.units.filter(({ intervalMs, offeredRate }) => intervalMs === 10 && offeredRate === 600);
  expect(own.map(({ repetition, exclusions }) => [repetition, exclusions.length])).toEqual([
    [0, 0],
    [1, 1],
    [2, 0],
    [3, 0],
  ]);
});

describe('units around the crossover that are excluded', () => {
  /** All units of continuous between the two rates, but for so many. */
  async function counted(units: number): Promise<Swept> {
    const server = affineServer({ ...k9, noise: 0.02 });
    let sound = units;
    const found = await swept({ rates: [700, 1500] }, async (spec) => {
      const isBetween = spec.ratePerSecond! > 700 && spec.ratePerSecond! < 1500;
      const isProbe = spec.configuration.executor === 'continuous' && isBetween;
      return { ...(await server(spec)), ...(isProbe && sound-- <= 0 && excluded('stolen time')) };
    });
    expectSound(found.result);
    return found;
  }

  test('leave an estimate without an interval, and the recommendation inconclusive', async () => {
    const { findings, result } = await counted(5);
    const [{ rate, low, high, level, units, method, text }] = findings.crossovers;
    expect([level, units, low < rate!, rate! < high]).toEqual([null, 5, true, true]);
    expect(method).toContain('smallest to largest');
    expect(text).toMatch(
      /^Up to about [\d,]+ records\/s \([\d,]+ to [\d,]+, smallest to largest of 5 units\) continuous is /,
    );
    expect(result.recommendation!.text).toMatch(
      /^Choose continuous up to about .* \(inconclusive: more than a tenth .*; fewer than six .* the crossover\)\./,
    );
    expect(result.recommendation!.inconclusive).toBe(true);
  });

  test('leave only the two rates between which it lies, where fewer than three count', async () => {
    const { findings, result } = await counted(2);
    expect(findings.crossovers).toMatchObject([{ rate: null, low: 700, high: 1500, level: null, units: 0 }]);
    const { text } = result.recommendation!;
    expect(text).toContain('Up to a rate between 700 and 1,500 records/s continuous is');
    expect(text).toMatch(/Where exactly is inconclusive/);
    expect(text).not.toContain('fewer than six');
  });
});

test('no unit is measured twice, also where excluded units are excluded again', async () => {
  const server = affineServer(k9);
  const isDisturbed = ({ configuration, ratePerSecond, repetition }: UnitSpec): boolean =>
    configuration.intervalMs === 0 && ratePerSecond === 1500 && (repetition === 0 || repetition === 3);
  const { specs, result } = await swept({ rates: [300, 600, 1500] }, async (spec) => ({
    ...(await server(spec)),
    ...(isDisturbed(spec) && excluded('a pause')),
  }));
  const written = specs.map((spec) => JSON.stringify(spec));
  expect(new Set(written).size).toBe(written.length);
  const own = result.units.filter(({ intervalMs, offeredRate }) => intervalMs === 0 && offeredRate === 1500);
  expect(own.map(({ repetition }) => repetition)).toEqual([0, 1, 2, 3, 4, 5]);
});

describe('a sweep that ends early', () => {
  const grid = {
    rates: [300, 1500],
    configurations: [continuous, microBatch(10)],
    repetitions: 2,
    objective: { percentile: 'p99', limitMicros: 30_000, text: 'p99=30ms' },
  } as const;

  /** After so many units. */
  async function endedAfter(units: number, error: Error): Promise<Outcome> {
    const server = affineServer(k9);
    let left = units;
    const engine = madeUpLocal(async (spec) => {
      if (left-- <= 0) throw error;
      return server(spec);
    });
    const outcome = await outcomeOf(grid, exampleTools([engine]));
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
      findings: { rates: [300, 1500], crossovers: [], choice: null, check: null, saving: null },
    });
    expect(result!.recommendation).toEqual({
      text: expect.stringMatching(/^Inconclusive: the sweep ended after 5 units/) as string,
      evidence: [],
      inconclusive: true,
    });
  });

  test('around a crossover knows the two rates it lies between', async () => {
    const { result } = await endedAfter(10, interruption);
    expect(result).toMatchObject({
      interrupted: true,
      units: { length: 10 },
      findings: { choice: { held: 'yes' }, check: null },
    });
    expect(findingsOf({ result }).crossovers).toMatchObject([
      {
        below: 'continuous',
        rate: null,
        low: 300,
        high: 1500,
        level: null,
        units: 0,
        method: expect.stringMatching(/two rates of the grid.*not all measured/) as string,
      },
    ]);
    expect(result!.recommendation).toMatchObject({ inconclusive: true });
    expect(result!.recommendation!.text).toMatch(
      / choose continuous .*inconclusive: the sweep ended before all .*\)\. Up to a rate between 300 and 1,500 .* is/i,
    );
    expect(result!.recommendation!.text).not.toContain('Where exactly');
  });

  test('before its last unit has the crossover', async () => {
    const { specs } = await swept(grid, affineServer(k9));
    const { result } = await endedAfter(specs.length - 1, interruption);
    expect(result!.findings).toMatchObject({ crossovers: [{ units: 6 }], check: null });
    expect(result!.recommendation!.text).toMatch(/inconclusive: the sweep ended before all .* measured\)/);
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
    const uninterrupted = await swept(grid, affineServer({ ...k9, noise: 0.05 }));
    for (const units of [0, 1, 5, 12, uninterrupted.specs.length - 1]) {
      const file = memory();
      let left = units;
      const server = affineServer({ ...k9, noise: 0.05 });
      const interrupted = exampleTools([
        madeUpLocal(async (spec) => {
          if (left-- <= 0) throw new DOMException('This operation was aborted', 'AbortError');
          return server(spec);
        }),
      ]);
      const first = openJournal(file, 'settings', 'then', interrupted.measure);
      expect((await outcomeOf(grid, interrupted, first.measure)).problem!.message).toBe('interrupted');
      const tools = exampleTools([madeUpLocal(server)]);
      const second = openJournal(file, 'settings', 'now', tools.measure);
      expect(second.earlierUnits).toBe(units);
      expect(whole(await outcomeOf(grid, tools, second.measure)).result).toEqual(uninterrupted.result);
      expect(tools.specs).toEqual(uninterrupted.specs.slice(units));
    }
  });
});
