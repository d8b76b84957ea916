import { describe, expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { HarnessCost } from '../../measurement/meter/harness-cost.ts';
import { Histogram } from '../../measurement/histogram/histogram.ts';
import { Meter } from '../../measurement/meter/meter.ts';
import { RowLog } from '../../answers/row-log.ts';
import { InvocationLog } from '../../measurement/meter/invocation-log.ts';
import { digestFor } from '../../answers/answer-digest.ts';
import { VirtualClock } from '../../measurement/clock/virtual-clock.ts';
import { openSink } from '../../sinks/index.ts';
import { driveOf } from './drive.ts';
import { executorOf, meterOptions, triggersOf } from './measure.ts';
import { OwnCommitting } from './own-committing.ts';
import { prepare } from './prepare.ts';
import { figuresOf, pauseFigures, type UnitFigures } from './unit-figures.ts';
import type { UnitSpec } from './unit-spec.ts';
import { generatedWorkload, specOf } from './unit.test-program.ts';

const micro = 1000;

/** A unit in virtual time: each invocation takes 10 µs, and 2 for each record. */
async function virtualUnit(spec: UnitSpec): Promise<UnitFigures> {
  const prepared = await prepare(spec, generatedWorkload);
  const { arrivalsNanos } = prepared;
  const step = compile(generatedWorkload.plan, prepared.records);
  const committing = new OwnCommitting(
    openSink('none', { directory: '', schema: generatedWorkload.plan.schema, sync: 'normal', visibleAt: 'commit' }),
    true,
  );
  const clock = new VirtualClock();
  const [log, rows, harness, triggers] = [
    new InvocationLog(arrivalsNanos.length, false),
    new RowLog(),
    new HarnessCost(clock, 0),
    triggersOf(spec),
  ];
  const drive = driveOf({ arrivalsNanos, clock, step, committing, log, rows, harness });
  executorOf(
    spec.executor,
    triggers,
  )({
    ...drive,
    invoke(from, to) {
      drive.invoke(from, to);
      clock.advance(10 * micro + 2 * micro * (to - from));
    },
  });
  const meter = new Meter(meterOptions(spec, prepared, step, committing, triggers));
  log.replay(meter);
  const digest = digestFor(step.output);
  rows.replay(digest);
  const resources = { cpuMicros: 0, writtenBytes: null, stolenMicros: null, peakRssBytes: 0 };
  const waits = { lateness: new Histogram(), idlePauses: [], originMs: 0 };
  const measured = {
    meter,
    digest,
    clock: waits,
    readNanos: 0,
    harnessNanos: harness.nanos(),
    pauses: [],
    clockStepMs: 0,
    durationNanos: clock.now(),
    resources,
    recovery: null,
  };
  return figuresOf(spec, prepared, step, committing.guarantee, measured);
}

describe.each([
  { executor: 'continuous', intervalMs: null },
  { executor: 'micro-batch', intervalMs: 5 },
] as const)('a unit of $executor in virtual time', (executor) => {
  const spec = specOf({ ...executor, ratePerSecond: 20_000 });

  test('has the same figures, byte by byte, when it is run again', async () => {
    const figures = await virtualUnit(spec);
    expect(JSON.stringify(await virtualUnit(spec))).toBe(JSON.stringify(figures));
    expect(figures).toMatchObject({ status: 'valid', measuredRecords: 800, harnessShare: 0 });
  });

  test('has others with another seed', async () => {
    expect(JSON.stringify(await virtualUnit({ ...spec, seed: 2 }))).not.toBe(JSON.stringify(await virtualUnit(spec)));
  });

  test('took the time that its formula says', async () => {
    const { invocations, busyNanosPerRecord, uncorrectedLatencyMicros } = await virtualUnit(spec);
    const { count, meanRecords, meanProcessingMicros, meanCommitMicros } = invocations;
    expect(meanProcessingMicros).toBeCloseTo(10 + 2 * meanRecords!, 9);
    expect([meanCommitMicros, count * meanRecords! <= 800]).toEqual([0, true]);
    expect(busyNanosPerRecord).toBeCloseTo((10 * micro) / meanRecords! + 2 * micro, 9);
    expect(uncorrectedLatencyMicros!.mean).toBeGreaterThanOrEqual(12);
  });
});

describe('pauses of the garbage collector', () => {
  const pause = (startMs: number, durationMs: number): { startMs: number; durationMs: number } => ({
    startMs,
    durationMs,
  });

  test('count from the start of the run on, on its own time line', () => {
    expect(pauseFigures([pause(90, 5), pause(100, 2), pause(130, 3)], 100)).toEqual({
      count: 2,
      totalMicros: 5000,
      maxMicros: 3000,
      pauses: [pause(0, 2), pause(30, 3)],
    });
  });

  test('are none where none was', () => {
    expect(pauseFigures([], 100)).toEqual({ count: 0, totalMicros: 0, maxMicros: 0, pauses: [] });
  });

  test('are listed up to the hundred longest, in order of time', () => {
    const all = Array.from({ length: 150 }, (_, index) => pause(index, index % 3 === 0 ? 0.5 : 1 + index));
    const { count, pauses } = pauseFigures(all, 0);
    expect(count).toBe(150);
    expect(pauses).toEqual(all.filter(({ durationMs }) => durationMs > 0.5));
    expect(pauses).toHaveLength(100);
  });
});
