import { describe, expect, test } from 'vitest';
import type { EngineLimits } from '../../engines/engine.ts';
import { fakeQuick } from '../../engines/fake-engine.test-program.ts';
import type { UnitReport } from '../../engines/unit-report.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import type { Configuration } from '../../results/configuration.ts';
import { exampleLocal } from '../../results/example.test-program.ts';
import type { LocalFigures } from '../../results/unit.ts';
import { affineServer } from '../affine-server.test-program.ts';
import { exampleEngines, fakeBatches } from '../example-engines.test-program.ts';
import { exampleReport } from '../example-report.test-program.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleTools, madeUpLocal, type ExampleTools } from '../example-tools.test-program.ts';
import type { ExperimentTools } from '../tools.ts';
import { ratesAround, ratesAroundCapacity } from './rates-around.ts';

const settings = {
  ...exampleSettings,
  durationMs: 1200,
  warmUpMs: 500,
  rates: null,
  isDurationGiven: false,
  objective: null,
  askedRate: null,
};

function toolsOf(measure: (spec: UnitSpec) => Promise<UnitReport>, limits: Partial<EngineLimits> = {}): ExampleTools {
  const engine = madeUpLocal(measure);
  return exampleTools([{ ...engine, limits: { ...engine.limits, ...limits } }]);
}

function reporting(local: Partial<LocalFigures>): ExampleTools {
  return toolsOf(async () => exampleReport({ local: exampleLocal(local) }));
}

test('rates lie on both sides of the capacity, to two digits', () => {
  expect(ratesAround(26_300, Infinity)).toEqual([6600, 18_000, 39_000, 110_000]);
});

test('rates beyond what memory holds are replaced by one that it does', () => {
  expect(ratesAround(26_300, 50_000)).toEqual([6600, 18_000, 39_000, 45_000]);
  expect(ratesAround(26_300, 20_000)).toEqual([6600, 18_000]);
});

type SweepSettings = Parameters<typeof ratesAroundCapacity>[0];

async function ratesOf(given: SweepSettings, tools: ExperimentTools): Promise<number[]> {
  const { maxRecords } = tools.engines.limitsOf(given.configurations);
  return ratesAroundCapacity(given, tools, { count: maxRecords, fillRecords: 0, recording: null });
}

test.each([100, 990, 20_000, 3e6])(
  'finds a capacity of %d records/s, however far from the first guess',
  async (capacity) => {
    const server = affineServer({
      processing: { fixedMicros: 0.3e6 / capacity, perRecordMicros: 0 },
      commit: { fixedMicros: 0.7e6 / capacity, perRecordMicros: 0 },
    });
    // A few hundred records are enough in virtual time.
    const brief = { ...settings, durationMs: 20, warmUpMs: 10 };
    expect(await ratesOf(brief, toolsOf(server))).toEqual(ratesAround(capacity, Infinity));
  },
);

test('takes off what measuring itself costs', async () => {
  const tools = reporting({ busyNanosPerRecord: 90_000, harnessShare: 0.1 });
  expect(await ratesOf(settings, tools)).toEqual(ratesAround(10_000, Infinity));
});

test('says so where there are too few records for a guess', async () => {
  const empty = reporting({ busyNanosPerRecord: null });
  await expect(ratesOf(settings, empty)).rejects.toThrow(/too few records.*\n.*--rates/);
});

test('begins at the first rate of the engine, with units as long as its glance, within its records', async () => {
  const measure = async (): Promise<UnitReport> =>
    exampleReport({ local: exampleLocal({ busyNanosPerRecord: 50_000, harnessShare: 0 }) });
  const tools = toolsOf(measure, { firstRatePerSecond: 70, glanceMs: 900, maxRecords: 34_000 });
  // 0.9 of 34,000 records in 1.7 s.
  expect(await ratesOf(settings, tools)).toEqual([5000, 14_000, 18_000]);
  expect(tools.specs.map(({ ratePerSecond, durationMs }) => [ratePerSecond, durationMs])).toEqual([
    [70, 900],
    [20_000, 900],
  ]);
  const brief = toolsOf(measure, { glanceMs: 300 });
  await ratesOf(settings, brief);
  expect(brief.specs.map(({ durationMs }) => durationMs)).toEqual([500, 500]);
});

describe('of an engine that does not report its busy time', () => {
  /** Whose capacity is that of `exampleEngines`. */
  async function ratesFrom(
    configuration: Configuration,
    firstRatePerSecond: number,
    maxRecords = 10_000_000,
  ): Promise<{ readonly rates: readonly number[]; readonly specs: readonly UnitSpec[] }> {
    const fake = exampleEngines().find(({ name }) => name === 'fake')!;
    const tools = exampleTools([{ ...fake, limits: { ...fake.limits, firstRatePerSecond, maxRecords } }]);
    const asked = { ...settings, durationMs: 2000, warmUpMs: 1000, configurations: [configuration] };
    return { rates: await ratesOf(asked, tools), specs: tools.specs };
  }

  test.each([
    { configuration: fakeQuick, capacity: 9000 },
    { configuration: fakeBatches, capacity: 21_000 },
  ])('$configuration.mode has its capacity found, however far from the first rate', async (known) => {
    const { configuration, capacity } = known;
    for (const first of [20, 1000, 8000, 30_000, 500_000]) {
      const { rates } = await ratesFrom(configuration, first);
      expect(rates).toHaveLength(4);
      // To two digits.
      for (const [place, share] of [0.25, 0.7, 1.5, 4].entries()) {
        expect(Math.abs(rates[place] / (share * capacity) - 1), `from ${first}`).toBeLessThan(0.04);
      }
    }
  });

  test.each([0, null])('a throughput of %s says that the rate was far too high', async (late) => {
    const tools = toolsOf(
      async ({ ratePerSecond }) => {
        const throughput = ratePerSecond! > 3000 ? late : Math.min(1000, ratePerSecond!);
        return exampleReport({ local: null, throughput, keepsUp: 'inconclusive' });
      },
      { firstRatePerSecond: 100_000 },
    );
    expect(await ratesOf(settings, tools)).toEqual([250, 700, 1500, 4000]);
  });

  test('long micro-batches have glances of three intervals, whose last one may end after them', async () => {
    const tools = toolsOf(
      async ({ ratePerSecond }) => {
        const throughput = ratePerSecond! > 30_000 ? 20_000 : 0.7 * ratePerSecond!;
        return exampleReport({ local: null, throughput, keepsUp: 'inconclusive' });
      },
      { firstRatePerSecond: 1000 },
    );
    const configurations = [{ ...fakeBatches, engine: 'local', intervalMs: 500 }];
    expect(await ratesOf({ ...settings, configurations }, tools)).toEqual(ratesAround(20_000, Infinity));
    expect(tools.specs.map(({ durationMs }) => durationMs)).toEqual([1500, 1500, 1500]);
  });

  test('no unit has more records than it takes, and what it held then is what is known', async () => {
    const { rates, specs } = await ratesFrom(fakeQuick, 1000, 10_000);
    const counts = specs.map(
      ({ ratePerSecond, warmUpMs, durationMs }) => (ratePerSecond! * (warmUpMs + durationMs!)) / 1000,
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(10_000.001);
    // 0.9 of 10,000 records in 3 s.
    expect(Math.max(...rates)).toBe(3000);
  });
});
