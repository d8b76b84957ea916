import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { Engines } from '../engines/engines.ts';
import { fakeQuick } from '../engines/fake-engine.test-program.ts';
import { StreamBenchError } from '../errors.ts';
import { configurationName, type Configuration } from '../results/configuration.ts';
import { contradiction } from '../results/contradiction.ts';
import type { Capacity, CapacityFindings } from '../results/findings/capacity.ts';
import type { RecoverFindings } from '../results/findings/recover.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import { resultSchema, type Result } from '../results/result.ts';
import { schemaViolation } from '../results/schema-violation.ts';
import type { Unit } from '../results/unit.ts';
import { fraud } from '../workloads/fraud.ts';
import {
  capacities,
  exampleEngines,
  fakeAlone,
  fakeBatches,
  localBatches,
  sideBySide,
} from './example-engines.test-program.ts';
import {
  type ComparingKind,
  comparingKinds,
  type Ended,
  ended,
  type Experiment,
  type Wrap,
} from './example-experiment.test-program.ts';
import type { Objective } from './objective.ts';
import type { Outcome } from './outcome.ts';
import { continuous } from './sweep/example-cell.test-program.ts';
import { openJournal, type Journal } from './unit-journal.ts';

/** One that came to its end, and whose document holds. */
async function whole(kind: ComparingKind, experiment: Experiment): Promise<Ended & { readonly result: Result }> {
  const found = await ended(kind, experiment);
  expect(found.problem).toBeUndefined();
  expectSound(found.result!);
  return { ...found, result: found.result! };
}

function expectSound(result: Result): void {
  // As it is written: JSON has no NaN and no Infinity.
  const written = JSON.parse(JSON.stringify(result)) as Result;
  expect(written).toEqual(result);
  const validate = new Ajv().compile(resultSchema);
  expect(validate(written), JSON.stringify(validate.errors)).toBe(true);
  expect([schemaViolation(written), contradiction(written)]).toEqual([undefined, undefined]);
  for (const unit of result.units.filter(({ engine }) => engine === 'fake')) expectUntold(unit);
  expectPlain([result.recommendation!.text, ...result.recommendation!.evidence].join('\n'));
}

/** What the engine cannot tell is null in its units. */
function expectUntold(unit: Unit): void {
  const unknown = { local: null, cpuNanosPerRecord: null, peakRssBytes: null, stolenMicros: null };
  expect(unit).toMatchObject({ ...unknown, histograms: { uncorrected: null }, output: { digest: null } });
}

function expectPlain(text: string): void {
  expect(text).not.toMatch(/NaN|∞|Infinity|undefined|null|busyShare 0(?![.\d])|busy for 0 /);
}

function namesOf(some: readonly Configuration[]): string[] {
  return [...new Set(some.map(configurationName))].sort();
}

function capacitiesOf({ result }: Pick<Outcome, 'result'>): ReadonlyMap<string, Capacity> {
  const found = (result!.findings as CapacityFindings).capacities;
  return new Map(found.map((one) => [configurationName(one), one]));
}

function sweepOf({ result }: Pick<Outcome, 'result'>): SweepFindings {
  return result!.findings as SweepFindings;
}

function failedOf({ units }: Result): Unit[] {
  return units.filter(({ failure }) => failure !== null);
}

const sets = [
  ['alone', fakeAlone],
  ['beside ours', sideBySide],
] as const;

describe.each(sets)('a run of an engine that is not ours, %s,', (_, configurations) => {
  test('has units of all configurations in turn, and a row of the summary for each figure of each', async () => {
    const { result, specs, references, shown } = await whole('run', { configurations });
    expect(namesOf(result.units)).toEqual(namesOf(configurations));
    expect([specs.length, references.length]).toEqual([2 * configurations.length, 1]);
    expect(shown.map(([unit]) => unit)).toEqual(result.units);
    const withProcessorTime = configurations.filter(({ engine }) => engine === 'local').length;
    expect(result.summary).toHaveLength(6 * configurations.length + withProcessorTime);
    expect(result.sameAnswer.equal).toBe(true);
  });

  test('knows latency, throughput and keeping up of all, and busy time of ours alone', async () => {
    const { result } = await whole('run', { configurations });
    const rowsOf = (metric: string) => result.summary.filter((row) => row.metric === metric);
    for (const { estimate } of rowsOf('throughput')) expect(estimate! / 4000).toBeCloseTo(1, 1);
    for (const { verdict } of rowsOf('backlogSlopeShare')) expect(verdict).toBe('yes');
    for (const { estimate } of rowsOf('p50Micros')) expect(estimate).toBeGreaterThan(0);
    for (const { engine, estimate, units, excluded } of rowsOf('busyShare')) {
      expect([estimate === null, units, excluded]).toEqual(engine === 'fake' ? [true, 0, 0] : [false, 2, 0]);
    }
    expect(result.recommendation!.text).toMatch(/^Choose fake quick \(sure: .*\): .*\(p50 111 µs\)/);
    expect(result.recommendation).not.toHaveProperty('inconclusive');
  });

  test('beyond the capacity of all says by how much the nearest misses it', async () => {
    const { result } = await whole('run', { configurations, changes: { ratePerSecond: 24_000 } });
    expect(result.summary.filter(({ verdict }) => verdict !== null).map(({ verdict }) => verdict)).toEqual(
      configurations.map(() => 'no'),
    );
    expect(result.recommendation!.text).toMatch(
      /^None .*24,000 records\/s \(sure: .*\): .*fake batched 20 ms, .* 21,000 records\/s/,
    );
  });
});

describe.each(sets)('the capacity of an engine that is not ours, %s,', (_, configurations) => {
  test('is found by the growth of its backlog, for both modes', async () => {
    const found = await whole('capacity', { configurations });
    const byName = capacitiesOf(found);
    expect([...byName.keys()].sort()).toEqual(namesOf(configurations));
    for (const [name, one] of byName) {
      expect(one).toMatchObject({ verdict: 'yes', units: 6, level: 0.96875, objective: null });
      for (const bound of [one.estimate!, one.low!, one.high!]) {
        expect(Math.abs(bound / capacities.get(name)! - 1), name).toBeLessThan(0.02);
      }
      expect(one.limitedBy === 'backlog').toBe(one.engine === 'fake');
      if (one.engine === 'fake') {
        expect(one.harnessLimited).toBe(false);
        expect(one.evidence.join('; ')).not.toMatch(/processing|commit|measuring took|of their interval/);
      }
    }
    expect(found.result.recommendation!.text).toMatch(
      /^fake batched 20 ms keeps up with the highest rate \(sure: .*\): 21,000 records\/s/,
    );
  });

  test('asks what batch answers where its units do not say it', async () => {
    const { specs, references, result } = await whole('capacity', { configurations });
    const ofFake = specs.filter(({ configuration }) => configuration.engine === 'fake');
    expect(references).toEqual(ofFake);
    expect(specs.every(({ withReference }) => withReference)).toBe(true);
    expect(result.sameAnswer.equal).toBe(true);
  });

  test('is limited by an objective that its latency reaches first', async () => {
    const objective: Objective = { percentile: 'p99', limitMicros: 30_000, text: 'p99=30ms' };
    const byName = capacitiesOf(await whole('capacity', { configurations, changes: { objective } }));
    const batches = byName.get(configurationName(fakeBatches))!;
    expect(batches).toMatchObject({ verdict: 'yes', limitedBy: 'p99=30ms', objective: 'p99=30ms' });
    // 0.99 of 20 ms until the trigger and the whole micro-batch, 20 ms · rate/capacity, are 30 ms.
    expect(Math.abs(batches.estimate! / (21_000 * 0.51) - 1)).toBeLessThan(0.03);
    // Its latency is that of one record up to its capacity.
    expect(byName.get(configurationName(fakeQuick))).toMatchObject({ verdict: 'yes', limitedBy: 'backlog' });
    expect(byName.get(configurationName(fakeQuick))!.estimate! / 9000).toBeCloseTo(1, 1);
  });

  test.each<[string, Objective, number]>([
    ['is out of reach', { percentile: 'p99', limitMicros: 5000, text: 'p99=5ms' }, 0],
    ['is easy', { percentile: 'p99', limitMicros: 5e6, text: 'p99=5s' }, 21_000],
  ])('with an objective that %s for micro-batches says so', async (__, objective, expected) => {
    const byName = capacitiesOf(await whole('capacity', { configurations, changes: { objective } }));
    const [quick, batches] = fakeAlone.map((configuration) => byName.get(configurationName(configuration))!);
    expect(quick.estimate! / 9000).toBeCloseTo(1, 1);
    expect(batches.verdict).toBe(expected === 0 ? 'no' : 'yes');
    if (expected === 0) expect(batches).toMatchObject({ estimate: null, limitedBy: objective.text });
    else expect(batches.estimate! / expected).toBeCloseTo(1, 1);
  });
});

describe('a queue of an engine that is not ours', () => {
  test('holds an objective up to the utilisation that theory says', async () => {
    // M/D/1: p99 within 10 services up to a utilisation of 0.77349.
    const services = 10;
    const limitMicros = (services * 1e6) / 9000;
    const objective: Objective = { percentile: 'p99', limitMicros, text: 'p99 within 10 services' };
    const changes = { objective, load: 'poisson', durationMs: 20_000 } as const;
    const found = await whole('capacity', { configurations: [fakeQuick], changes });
    const [one] = capacitiesOf(found).values();
    expect(one).toMatchObject({ verdict: 'yes', limitedBy: objective.text });
    expect(Math.abs(one.estimate! / 9000 / 0.77349 - 1)).toBeLessThan(0.03);
    expect(one.low! / 9000).toBeLessThan(0.77349);
    expect(one.high! / 9000).toBeGreaterThan(0.77349);
  });
});

describe('a sweep of an engine that is not ours alone', async () => {
  const found = await whole('sweep', { configurations: fakeAlone });
  const { result, specs, references } = found;
  const { rates, crossovers, costs, check, saving, costCurve, skipped } = sweepOf(found);

  test('is measured below and above what its first configuration can do, which a guess has found', () => {
    // 0.25, 0.7, 1.5 and 4 of 9,000.
    expect(rates).toEqual([2300, 6300, 14_000, 36_000]);
    expect(skipped.map(({ rate }) => rate)).toEqual([36_000]);
  });

  test('has a crossover where the one mode gives up, and one where the other does', () => {
    expect(crossovers.map(({ below, above }) => [below, above])).toEqual([
      ['fake quick', 'fake batched 20 ms'],
      ['fake batched 20 ms', null],
    ]);
    for (const [place, known] of [9000, 21_000].entries()) {
      const { rate, low, high, level, units } = crossovers[place];
      expect(Math.abs(rate! / known - 1)).toBeLessThan(0.02);
      expect([low <= rate!, rate! <= high, level, units]).toEqual([true, true, 0.96875, 6]);
    }
    expect(result.recommendation!.text).toMatch(/9,0\d\d .*fake quick is faster.*only fake batched 20 ms keeps up/);
    expect(result.recommendation).not.toHaveProperty('inconclusive');
  });

  test('has no costs, no check of them, and says nothing of what batching saves', () => {
    expect([costs, check, saving, costCurve]).toEqual([[], null, null, null]);
  });

  test('asks for the answer of batch once for each rate', () => {
    const asked = references.map(({ ratePerSecond }) => ratePerSecond);
    expect(asked).toHaveLength(new Set(asked).size);
    expect(new Set(result.units.map(({ offeredRate }) => offeredRate))).toEqual(new Set(asked));
    expect(specs.length).toBeGreaterThan(references.length);
  });
});

describe('a sweep of an engine that is not ours beside ours', async () => {
  const objective: Objective = { percentile: 'p99', limitMicros: 60_000, text: 'p99=60ms' };
  const rates = [2000, 7000, 16_000];
  const found = await whole('sweep', { configurations: sideBySide, changes: { rates, objective } });
  const { crossovers, costs, choice } = sweepOf(found);

  test('has the crossover at which the best configuration changes, whichever engine it is of', () => {
    expect(crossovers.map(({ below, above }) => [below, above])).toEqual([['fake quick', 'micro-batch 10 ms']]);
    expect(Math.abs(crossovers[0].rate! / 9000 - 1)).toBeLessThan(0.02);
    expect(crossovers[0].units).toBe(6);
  });

  test('has the costs of ours alone, which units of the other do not change', () => {
    expect(costs.map(({ engine, mode }) => [engine, mode])).toEqual([['local', 'micro-batch']]);
    expect(costs[0].processing.fixedMicros.estimate).toBeCloseTo(50, 6);
    expect(costs[0].processing.perRecordMicros.estimate).toBeCloseTo(25, 6);
    expect(costs[0].committing.fixedMicros.estimate).toBeCloseTo(100, 6);
    expect(costs[0].committing.perRecordMicros.estimate).toBeCloseTo(25, 6);
  });

  test('has the objective held by the cheapest of those whose cost is known, and names the others', () => {
    expect(choice!.held).toBe('yes');
    // Each is busy for 200 µs · 2,000/s, or (150 µs + 50 µs · 20)/10 ms.
    expect(choice!.text).toMatch(/^At 2,000 records\/s micro-batch 10 ms is the cheapest .*busy for 12 % /);
    expect(choice!.text).toMatch(/fake quick and fake batched 20 ms .*unknown/);
    expect(choice!.evidence.filter((text) => text.startsWith('fake'))).toHaveLength(2 * rates.length);
    for (const text of choice!.evidence.filter((one) => one.startsWith('fake'))) expect(text).toContain('cost unknown');
  });

  test('asks for the answer of batch only where no unit of ours came first', () => {
    const inGrid = found.specs.filter(({ ratePerSecond }) => rates.includes(ratePerSecond!));
    expect(
      inGrid.filter(({ withReference }) => withReference).map(({ configuration }) => configuration.engine),
    ).toEqual(rates.map(() => 'local'));
    const asked = found.references.map(({ ratePerSecond }) => ratePerSecond!);
    expect(asked.filter((rate) => rates.includes(rate))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
    expect(found.result.sameAnswer.equal).toBe(true);
  });
});

describe.each(sets)('a burst over an engine that is not ours, %s,', (_, configurations) => {
  test('is recovered from as arithmetic says, which only engines of ours are compared with', async () => {
    const { result } = await whole('recover', { configurations });
    const findings = result.findings as RecoverFindings;
    expect(namesOf(findings.configurations)).toEqual(namesOf(configurations));
    for (const one of findings.configurations) {
      const known = capacities.get(configurationName(one))!;
      const backlog = (30_000 - known) * 0.2;
      expect(one.worstMicros.estimate! / 1e6).toBeCloseTo(backlog / known, 3);
      expect(one.drainMicros.estimate! / 1e6).toBeCloseTo(backlog / (known - 4000), 3);
      const unknown = { estimate: null, low: null, high: null, level: null, units: 0 };
      if (one.engine === 'fake') expect(one.expectedWorstMicros).toEqual(unknown);
      else expect(one.expectedWorstMicros.units).toBe(2);
    }
    const [first] = configurations.map(configurationName);
    expect(result.recommendation!.text).toContain(`; ${first} is late by`);
    expect(result.recommendation!.text).toMatch(
      /^Choose fake batched 20 ms \(sure: .*\): after 200 ms at 30,000 records\/s it is late by/,
    );
  });

  test('is planned by what its slowest configuration can do, where no peak was asked', async () => {
    const { result } = await whole('recover', { configurations, burst: { peakPerSecond: undefined } });
    const slowest = Math.min(...configurations.map((one) => capacities.get(configurationName(one))!));
    expect((result.findings as RecoverFindings).peakPerSecond / (1.5 * slowest)).toBeCloseTo(1, 1);
  });
});

test('a burst is planned by the slowest of all engines, not of the first one', async () => {
  const slow = { quick: 4500, batched: 21_000 };
  const experiment = { configurations: sideBySide, fake: { capacity: slow }, burst: { peakPerSecond: undefined } };
  const { result } = await whole('recover', experiment);
  expect((result.findings as RecoverFindings).peakPerSecond / (1.5 * 4500)).toBeCloseTo(1, 1);
});

describe('the limits of engines', () => {
  const isFake = ({ configuration }: { readonly configuration: Configuration }): boolean =>
    configuration.engine === 'fake';

  test('are, in the search for a capacity, those of the engine of each configuration', async () => {
    const { specs } = await whole('capacity', { configurations: sideBySide });
    const firstOf = (configuration: Configuration) =>
      specs.find((spec) => configurationName(spec.configuration) === configurationName(configuration))!;
    expect(sideBySide.map((one) => firstOf(one).ratePerSecond)).toEqual([5000, 5000, 1000, 1000]);
    expect(sideBySide.map((one) => firstOf(one).durationMs)).toEqual([300, 300, 1000, 1000]);
    expect(new Set(specs.filter(isFake).map(({ durationMs }) => durationMs))).toEqual(new Set([1000, 2000]));
    const ofOurs = specs.filter((spec) => !isFake(spec));
    expect(new Set(ofOurs.map(({ durationMs }) => durationMs))).toEqual(new Set([300, 400]));
  });

  test('let all units warm up as long as the slowest engine takes', async () => {
    for (const kind of ['run', 'capacity', 'recover'] as const) {
      const { specs } = await whole(kind, { configurations: sideBySide });
      expect(new Set(specs.map(({ warmUpMs }) => warmUpMs))).toEqual(new Set([3000]));
    }
  });

  test('decide where the guess of the rates of a sweep begins, and how long its units are', async () => {
    const changes = { repetitions: 1 };
    const ofFake = await whole('sweep', { configurations: fakeAlone, changes });
    expect(ofFake.specs[0]).toMatchObject({ configuration: fakeQuick, ratePerSecond: 1000, durationMs: 1000 });
    const ofBoth = await whole('sweep', { configurations: [continuous, fakeBatches], changes });
    expect(ofBoth.specs[0]).toMatchObject({ configuration: continuous, ratePerSecond: 5000, durationMs: 500 });
  });

  test('refuse a grid that one of the engines cannot hold, before anything is measured', async () => {
    // 10,000,000 records in 5 s.
    for (const configurations of [fakeAlone, sideBySide]) {
      const { problem, specs } = await ended('sweep', { configurations, changes: { rates: [1000, 2_000_001] } });
      expect(problem?.problem).toMatchObject({ kind: 'input' });
      expect(problem!.message).toMatch(/2,000,001 records\/s .*at most 10,000,000/);
      expect(specs).toEqual([]);
    }
  });

  test.each(['capacity', 'sweep', 'recover'] as const)('are kept by every unit of %s', async (kind) => {
    // So fast that a search would climb far beyond what the engine takes.
    const fake = { capacity: { quick: 8e6, batched: 9e6 } };
    const burst = { peakPerSecond: undefined };
    const { specs } = await ended(kind, { configurations: [fakeQuick], fake, maxRecords: 200_000, burst });
    const atConstantRate = specs.filter(({ ratePerSecond }) => ratePerSecond !== null);
    const counts = atConstantRate.map((spec) => (spec.ratePerSecond! * (spec.warmUpMs + spec.durationMs!)) / 1000);
    expect(Math.max(...counts)).toBeLessThanOrEqual(200_000.001);
  });
});

describe.each(comparingKinds)('in %s', (kind) => {
  const changes = kind === 'sweep' ? { rates: [2000], repetitions: 2 } : {};

  test('a wrong answer of one mode fails its units and nothing else', async () => {
    const wrong = { configurations: sideBySide, changes, fake: { wrongMode: 'batched' } } as const;
    const { result } = await whole(kind, wrong);
    const ofMode = result.units.filter(({ mode }) => mode === 'batched');
    expect(ofMode.length).toBeGreaterThan(0);
    expect(failedOf(result)).toEqual(ofMode);
    expect(result.sameAnswer.equal).toBe(false);
    for (const { failure } of ofMode) expect(failure).toContain('answer differs from that of batch');
    const sound = await whole(kind, { configurations: sideBySide, changes });
    const others = ({ units }: Result) => units.filter(({ mode }) => mode !== 'batched');
    expect(others(result)).toEqual(others(sound.result));
    expect(others(result).length).toBeGreaterThan(0);
  });

  test('an engine that starts slowly holds nothing up but its own units', async () => {
    let starts = 0;
    const startUp = async (): Promise<void> => {
      starts++;
      await new Promise((resolve) => setImmediate(resolve));
    };
    const slow = await whole(kind, { configurations: sideBySide, changes, fake: { startUp } });
    expect(starts).toBe(slow.specs.filter(({ configuration }) => configuration.engine === 'fake').length);
    expect(slow.result).toEqual((await whole(kind, { configurations: sideBySide, changes })).result);
  });

  test('an engine that does not start ends the experiment, and the units before it are kept', async () => {
    const noCluster = new StreamBenchError({ kind: 'environment', what: 'the cluster does not answer' });
    let left = 2;
    const startUp = async (): Promise<void> => {
      if (left-- <= 0) throw noCluster;
    };
    const { result, problem } = await ended(kind, { configurations: sideBySide, changes, fake: { startUp } });
    expect(problem).toBe(noCluster);
    expect(result!.units.length).toBeGreaterThan(0);
    expect(result!.interrupted).toBe(false);
    expectSound(result!);
  });
});

describe('figures that never count, because the engine measures them too coarsely,', () => {
  const coarse = { reason: 'the engine counts latency in steps of 10 ms', figures: ['p999', 'distribution'] } as const;
  const exclusions = [{ ...coarse, figures: [...coarse.figures] }];

  test('do not keep its capacity from being known', async () => {
    const found = await whole('capacity', { configurations: fakeAlone, exclusions });
    for (const [name, one] of capacitiesOf(found)) {
      expect(one).toMatchObject({ verdict: 'yes', units: 6 });
      expect(one.estimate! / capacities.get(name)!).toBeCloseTo(1, 1);
      // All six rest on nothing that is excluded.
      expect(one.evidence.join('; ')).not.toContain('excluded');
    }
  });

  test('do not keep its crossover from being found', async () => {
    const found = await whole('sweep', { configurations: fakeAlone, exclusions });
    expect(sweepOf(found).crossovers.map(({ units }) => units)).toEqual([6, 6]);
    expect(found.result.recommendation).not.toHaveProperty('inconclusive');
  });

  test('have no estimate in the summary, and the others have all units', async () => {
    const { result } = await whole('run', { configurations: fakeAlone, exclusions });
    for (const { metric, units, excluded } of result.summary.filter((row) => row.metric !== 'busyShare')) {
      expect([metric, units, excluded]).toEqual(metric === 'p999Micros' ? [metric, 0, 2] : [metric, 2, 0]);
    }
  });
});

test('an interrupted sweep with both engines comes to the same document', async () => {
  const changes = { rates: [2000, 12_000], repetitions: 2 };
  const uninterrupted = await whole('sweep', { configurations: sideBySide, changes });
  const file = memory();
  let left = 9;
  const stopping: Wrap = (measure) => async (spec) => {
    if (left-- <= 0) throw new DOMException('This operation was aborted', 'AbortError');
    return measure(spec);
  };
  const journaled: Wrap = (measure) => openJournal(file, 'settings', 'then', measure).measure;
  const first = await ended('sweep', {
    configurations: sideBySide,
    changes,
    wrap: (measure) => journaled(stopping(measure)),
  });
  expect([first.result!.interrupted, first.result!.units.length]).toEqual([true, 9]);
  const second = await whole('sweep', { configurations: sideBySide, changes, wrap: journaled });
  expect(second.result).toEqual(uninterrupted.result);
  expect(second.specs).toEqual(uninterrupted.specs.slice(9));
});

function memory(): Journal {
  let text: string | undefined;
  return {
    path: 'results/sweep.json.units',
    read: () => text,
    append: (more) => {
      text = (text ?? '') + more;
    },
    truncate: (length) => {
      text = text!.slice(0, length);
    },
  };
}

test('the document of a search says how long its units were, or that they differ', async () => {
  const durationOf = async (configurations: readonly Configuration[]) =>
    (await whole('capacity', { configurations })).result.experiment.durationMs;
  expect(await durationOf([continuous])).toBe(400);
  // The least that its engine can be judged by, though 400 ms were asked.
  expect(await durationOf(fakeAlone)).toBe(2000);
  expect(await durationOf(sideBySide)).toBeNull();
});

test('the capacity of a mode with wrong answers is unknown, and that of the others is what it was', async () => {
  const wrong = { configurations: sideBySide, fake: { wrongMode: 'batched' } } as const;
  const byName = capacitiesOf(await whole('capacity', wrong));
  const batches = byName.get(configurationName(fakeBatches))!;
  expect(batches).toMatchObject({ verdict: 'inconclusive', estimate: null });
  // An excluded unit is another thing than one that failed.
  expect(batches.evidence.join('; ')).not.toContain('excluded');
  for (const configuration of [continuous, localBatches, fakeQuick]) {
    const name = configurationName(configuration);
    expect(byName.get(name)!.estimate! / capacities.get(name)!).toBeCloseTo(1, 1);
  }
});

test('a node that the engine refuses is named before anything is measured, and other engines may run it', () => {
  const engines = new Engines(exampleEngines({ refusedKind: fraud.plan.kind }));
  expect(() => engines.requireSupport(fraud, [continuous, localBatches])).not.toThrow();
  expect(() => engines.requireSupport(fraud, sideBySide)).toThrow(StreamBenchError);
  expect(() => engines.requireSupport(fraud, sideBySide)).toThrow(fraud.plan.kind);
  expect(() => new Engines(exampleEngines()).requireSupport(fraud, sideBySide)).not.toThrow();
});
