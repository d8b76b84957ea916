import { describe, expect, test } from 'vitest';
import { RowLog } from '../../answers/row-log.ts';
import { digestFor } from '../../answers/answer-digest.ts';
import { compile } from '../../compile/compile.ts';
import type { Step } from '../../compile/step.ts';
import { VirtualClock } from '../../measurement/clock/virtual-clock.ts';
import { HarnessCost } from '../../measurement/meter/harness-cost.ts';
import { unknownRunDelay } from '../../measurement/clock/run-delay.ts';
import { Meter } from '../../measurement/meter/meter.ts';
import { InvocationLog } from '../../measurement/meter/invocation-log.ts';
import { openSink } from '../../sinks/index.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { generatedWorkload } from '../example-workloads.test-program.ts';
import { scheduleRecords, type ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { CommitPath } from './commit-path.ts';
import { driveOf } from './drive.ts';
import { InvocationCommitPath } from './invocation-commit-path.ts';
import type { Observations } from './measure.ts';
import { pauseFigures, reportOf } from './report.ts';
import { executorOf, meterOptions } from './unit-executor.ts';
import { undisturbed } from '../undisturbed.test-program.ts';

const micro = 1000;

/** A unit of the real step in virtual time: each invocation takes 10 µs, and 2 for each record. */
async function unitInVirtualTime(spec: UnitSpec): Promise<UnitReport> {
  const { plan } = generatedWorkload;
  const scheduled = await scheduleRecords(spec, generatedWorkload);
  const step = compile(plan, scheduled.records);
  const sinkOptions = { directory: '', schema: plan.schema, sync: 'normal', visibleAt: 'commit' } as const;
  const commitPath = new InvocationCommitPath(openSink('none', sinkOptions), true);
  const observations = observe(spec, scheduled, step, commitPath);
  const late = { records: 0, additions: 0 };
  return reportOf({ spec, scheduled, late, guarantee: commitPath.guarantee, observations });
}

function observe(spec: UnitSpec, scheduled: ScheduledRecords, step: Step, commitPath: CommitPath): Observations {
  const { arrivalsNanos } = scheduled;
  const clock = new VirtualClock();
  const [log, rows, harness] = [
    new InvocationLog(arrivalsNanos.length, false),
    new RowLog(),
    new HarnessCost(clock, 0, true),
  ];
  const drive = driveOf({ arrivalsNanos, clock, step, commitPath, log, rows, harness, runDelay: unknownRunDelay });
  const executor = executorOf(spec);
  executor.run({
    ...drive,
    invoke(from, to) {
      drive.invoke(from, to);
      clock.advance(10 * micro + 2 * micro * (to - from));
    },
  });
  const meter = new Meter(meterOptions(spec, executor, scheduled, step, commitPath.visibleAt));
  log.replay(meter);
  const digest = digestFor(step.output);
  rows.replay(digest);
  return {
    ...undisturbed(),
    meter,
    digest,
    harnessNanos: harness.nanos(),
    durationNanos: clock.now(),
    costBySize: null,
  };
}

describe.each([
  { executor: 'continuous', intervalMs: null },
  { executor: 'micro-batch', intervalMs: 5 },
] as const)('a unit of $executor in virtual time', (configuration) => {
  const spec = specOf({ configuration: local(configuration), ratePerSecond: 20_000 });

  test('has the same figures, byte by byte, when it is measured again', async () => {
    const report = await unitInVirtualTime(spec);
    expect(JSON.stringify(await unitInVirtualTime(spec))).toBe(JSON.stringify(report));
    expect(report).toMatchObject({ exclusions: [], records: { measured: 800 }, local: { harnessShare: 0 } });
  });

  test('has others with another seed', async () => {
    const other = await unitInVirtualTime({ ...spec, seed: 2 });
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(await unitInVirtualTime(spec)));
  });

  test('took the time that its formula says', async () => {
    const { local: figures } = await unitInVirtualTime(spec);
    const { count, meanRecords, meanProcessingMicros, meanCommitMicros } = figures!.invocations;
    expect(meanProcessingMicros).toBeCloseTo(10 + 2 * meanRecords!, 9);
    expect([meanCommitMicros, count * meanRecords! <= 800]).toEqual([0, true]);
    expect(figures!.busyNanosPerRecord).toBeCloseTo((10 * micro) / meanRecords! + 2 * micro, 9);
    expect(figures!.uncorrectedLatencyMicros!.mean).toBeGreaterThanOrEqual(12);
  });
});

describe('pauses of the garbage collector', () => {
  const pause = (startMs: number, durationMs: number): { startMs: number; durationMs: number } => ({
    startMs,
    durationMs,
  });

  test('count from the start of the unit on, on its own time line', () => {
    expect(pauseFigures([pause(90, 5), pause(100, 2), pause(130, 3)], 100)).toEqual({
      count: 2,
      totalMicros: 5000,
      maxMicros: 3000,
      pauses: [pause(0, 2), pause(30, 3)],
    });
  });

  test('count to its end: a later one is of comparing its answer', () => {
    expect(pauseFigures([pause(100, 2), pause(200, 50)], 100, 200)).toMatchObject({ count: 1, maxMicros: 2000 });
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
