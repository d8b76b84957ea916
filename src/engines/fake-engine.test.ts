import { describe, expect, test } from 'vitest';
import type { Configuration } from '../results/configuration.ts';
import type { MeasuringContext } from './engine.ts';
import { Engines } from './engines.ts';
import { specOf } from './example-spec.test-program.ts';
import { generatedWorkload } from './example-workloads.test-program.ts';
import { fakeBatched, fakeEngine, fakeQuick, type FakeEngineOptions } from './fake-engine.test-program.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { isSameAnswer, type UnitReport } from './unit-report.ts';
import type { UnitSpec } from './unit-spec.ts';
import { virtualReference } from './virtual-unit.test-program.ts';

const capacity = { quick: 10_000, batched: 20_000 };
const configurations = [fakeQuick, fakeBatched(50)];

function contextOf(machine = new OneAtATime(), signal = new AbortController().signal): MeasuringContext {
  return { machine, signal };
}

function specFor(configuration: Configuration, ratePerSecond = 5000): UnitSpec {
  const { limits } = fakeEngine();
  const times = { warmUpMs: limits.warmUpMs(generatedWorkload, 50, null), durationMs: limits.shortestUnitMs };
  return specOf({ ...times, configuration, ratePerSecond, withReference: true });
}

async function reportFrom(spec: UnitSpec, options: FakeEngineOptions = {}): Promise<UnitReport> {
  return (await fakeEngine({ capacity, ...options }).measure(spec, contextOf())).report;
}

describe.each(configurations)('a unit of mode $mode', (configuration) => {
  const modeCapacity = capacity[configuration.mode as keyof typeof capacity];

  test.each([
    [0.9, 'yes'],
    [1.1, 'no'],
  ])('at %d of its capacity keeps up: %s', async (share, verdict) => {
    const { keepsUp, offeredRate, throughput } = await reportFrom(specFor(configuration, share * modeCapacity));
    expect(keepsUp).toBe(verdict);
    expect(throughput! / Math.min(offeredRate!, modeCapacity)).toBeCloseTo(1, 1);
  });

  test('has latencies and a backlog, and nothing that only an engine of ours can tell', async () => {
    const report = await reportFrom(specFor(configuration));
    expect(report.latencyMicros!.p50).toBeGreaterThan(0);
    expect(report.backlog.max).toBeGreaterThan(0);
    expect(report).toMatchObject({
      exclusions: [],
      cpuNanosPerRecord: null,
      peakRssBytes: null,
      stolenMicros: null,
      histograms: { uncorrected: null },
      local: null,
      recordCount: 25_000,
      records: { measured: 10_000 },
    });
  });

  test('answers as batch does, in no order, unless it is the wrong mode', async () => {
    const spec = specFor(configuration);
    const { answer } = await virtualReference(spec);
    const { output } = await reportFrom(spec);
    expect([output.digest, isSameAnswer(output, answer)]).toEqual([null, true]);
    const wrong = await reportFrom(spec, { wrongMode: configuration.mode as keyof typeof capacity });
    expect(isSameAnswer(wrong.output, answer)).toBe(false);
  });

  test('does not know what batch answers', async () => {
    const { reference } = await fakeEngine().measure(specFor(configuration), contextOf());
    expect(await reference).toBeNull();
  });
});

test('records wait for a trigger where there are some', async () => {
  const [quick, batched] = await Promise.all(configurations.map(async (each) => reportFrom(specFor(each))));
  expect(quick.latencyMicros!.mean).toBeLessThan(1000);
  expect(batched.latencyMicros!.mean).toBeGreaterThan(25_000);
});

test('a node of the refused kind is refused in each mode, and no other', () => {
  const engine = fakeEngine({ refusedKind: 'tumbling-window' });
  const kindsIn = (mode: string): string[] =>
    engine.refusals(generatedWorkload.plan, mode).map(({ node }) => node.kind);
  expect([kindsIn('quick'), kindsIn('batched')]).toEqual([['tumbling-window'], ['tumbling-window']]);
  expect(fakeEngine().refusals(generatedWorkload.plan, 'quick')).toEqual([]);
  expect(() => new Engines([engine]).requireSupport(generatedWorkload, configurations)).toThrow('fake quick');
});

describe('the machine', () => {
  test('is waited for, and free again after the unit', async () => {
    const machine = new OneAtATime();
    const before = Promise.withResolvers<void>();
    await machine.turn(before.promise);
    const events: string[] = [];
    const unit = fakeEngine()
      .measure(specFor(fakeQuick), contextOf(machine))
      .then(() => events.push('the unit is measured'));
    const next = machine.turn(Promise.resolve()).then(() => events.push('the machine is free'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(events).toEqual([]);
    before.resolve();
    await Promise.all([unit, next]);
    expect([...events].sort()).toEqual(['the machine is free', 'the unit is measured']);
  });

  test('is free again where the engine did not start', async () => {
    const machine = new OneAtATime();
    const startUp = async (): Promise<never> => Promise.reject(new Error('no cluster'));
    const unit = fakeEngine({ startUp }).measure(specFor(fakeQuick), contextOf(machine));
    await expect(unit).rejects.toThrow('no cluster');
    await expect(machine.turn(Promise.resolve())).resolves.toBeUndefined();
  });

  test('is not needed to start up', async () => {
    const machine = new OneAtATime();
    await machine.turn(new Promise(() => {}));
    const started = Promise.withResolvers<void>();
    const startUp = async (): Promise<void> => started.resolve();
    void fakeEngine({ startUp }).measure(specFor(fakeQuick), contextOf(machine));
    await expect(started.promise).resolves.toBeUndefined();
  });
});

test('an abort ends a unit before it is measured', async () => {
  const controller = new AbortController();
  const startUp = async (): Promise<void> => controller.abort();
  const context = contextOf(new OneAtATime(), controller.signal);
  await expect(fakeEngine({ startUp }).measure(specFor(fakeQuick), context)).rejects.toMatchObject({
    name: 'AbortError',
  });
  await expect(fakeEngine().measure(specFor(fakeQuick), context)).rejects.toMatchObject({ name: 'AbortError' });
});
