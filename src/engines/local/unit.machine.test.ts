import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { durableSinkKinds, readCommitted, sinkKinds } from '../../sinks/index.ts';
import type { SinkKind } from '../../sinks/sink.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { UnitFigures } from './unit-figures.ts';
import type { UnitSpec } from './unit-spec.ts';
import { generatedWorkload, recordedWorkload, specOf } from './unit.test-program.ts';
import { runUnit } from './unit.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-unit-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function figuresOf(changes: Partial<UnitSpec>, workload: Workload = generatedWorkload): Promise<UnitFigures> {
  return runUnit(specOf(changes), workload, directory);
}

const continuous = { executor: 'continuous', intervalMs: null } as const;
const microBatch = (intervalMs: number) => ({ executor: 'micro-batch', intervalMs }) as const;
const executors: readonly Pick<UnitSpec, 'executor' | 'intervalMs'>[] = [continuous, microBatch(0), microBatch(5)];
const saturate = { load: 'saturate', ratePerSecond: null, durationMs: null } as const;

const commits: readonly CommitPolicy[] = ['invocation', 'epoch:7ms', 'none'];
const configurations = commits.flatMap((commit) => executors.map((executor) => ({ commit, ...executor })));

describe.each(sinkKinds)('with sink %s', (sink) => {
  test.each(configurations)(
    '$executor at interval $intervalMs, commit $commit, gives the answer of batch, and figures that agree with each other',
    async (configuration) => {
      const batch = await figuresOf({ executor: 'batch' });
      const figures = await figuresOf({ ...configuration, sink });
      expect(figures.output).toEqual(batch.output);
      expect(figures.output.rows).toBeGreaterThan(0);
      expectConsistent(figures);
      expect([figures.recordCount, figures.measuredRecords]).toEqual([120, 80]);
      expectLatenciesOf(figures, configuration.commit, sink);
    },
  );
});

/** What is visible before it is durable, and how long readers wait for it. */
function expectLatenciesOf(
  { guarantee, commits: count, invocations, latencyMicros, durableLatencyMicros, histograms }: UnitFigures,
  commit: CommitPolicy,
  sink: SinkKind,
): void {
  const isDurable = durableSinkKinds.some((kind) => kind === sink) && commit !== 'none';
  expect(durableLatencyMicros === null).toBe(!isDurable);
  expect(guarantee).toBe(
    isDurable ? (sink === 'file' && commit !== 'invocation' ? 'at-least-once' : 'exactly-once') : 'none',
  );
  if (commit === 'none') expect(count).toBe(0);
  // However late the machine lets threads run: the thread of the sink commits once in each epoch at the most.
  else if (commit === 'invocation') expect(count).toBe(invocations.count);
  else expect(count).toBeLessThanOrEqual(60 / 7 + 2);
  if (!isDurable) return expect(histograms.durable).toBeNull();
  expect(durableLatencyMicros!.count).toBe(latencyMicros!.count);
  if (guarantee === 'exactly-once')
    return expect([durableLatencyMicros, histograms.durable]).toEqual([latencyMicros, histograms.latency]);
  expect(durableLatencyMicros!.mean).toBeGreaterThan(latencyMicros!.mean!);
  expect(decodeFromCompressedBase64(histograms.durable!).totalCount).toBe(durableLatencyMicros!.count);
}

/** What must hold however the machine fared. */
function expectConsistent(figures: UnitFigures): void {
  const {
    status,
    reasons,
    records,
    measuredRecords,
    latencyMicros,
    emittedLatencyMicros,
    absorbedLatencyMicros,
    splitMicros,
  } = figures;
  expect(status).toBe(reasons.length === 0 ? 'valid' : 'invalid');
  expect(records.emitted + records.absorbed + records.dropped).toBe(measuredRecords);
  expect(records.dropped).toBeGreaterThan(0);
  expect(latencyMicros!.count).toBe(records.emitted + records.absorbed);
  expect(emittedLatencyMicros!.count).toBe(records.emitted);
  expect(absorbedLatencyMicros!.count).toBe(records.absorbed);
  const { triggerWait, queueing, processing, commit } = splitMicros!;
  expect(Math.min(triggerWait, queueing, processing, commit)).toBeGreaterThanOrEqual(0);
  expect((triggerWait + queueing + processing + commit) / latencyMicros!.mean!).toBeCloseTo(1, 9);
  expectConsistentDetails(figures);
  expect(figures.uncorrectedLatencyMicros!.mean! / (processing + commit)).toBeCloseTo(1, 9);
  expect(latencyMicros!.max).toBeGreaterThanOrEqual(latencyMicros!.p50 ?? 0);
  // A machine that stalls may leave a single invocation, of warm-up and measured records together.
  expect(figures.busyNanosPerRecord ?? Infinity).toBeGreaterThan(0);
  expect(figures.backlog.max).toBeGreaterThan(0);
  expect(figures.cpuNanosPerRecord).toBeNull();
  expect(figures.harnessShare).toBeGreaterThan(0);
  expect(figures.harnessShare).toBeLessThan(1);
  expect(figures.peakRssBytes).toBeGreaterThan(1e6);
}

/** What the result holds beside the figures of the summary agrees with them. */
function expectConsistentDetails({
  measuredRecords,
  latencyMicros,
  timeline,
  histograms,
  invocations,
  ...figures
}: UnitFigures): void {
  expect(timeline!.records.reduce((sum, records) => sum + records, 0)).toBe(measuredRecords);
  expect(Math.max(...timeline!.maxMicros.map(Number))).toBe(latencyMicros!.max);
  expect(timeline!.startMs).toBeGreaterThanOrEqual(20);
  const encoded = decodeFromCompressedBase64(histograms.latency!);
  expect(encoded.totalCount).toBe(latencyMicros!.count);
  // The reader tells the upper edge of the bucket.
  expect(encoded.maxValue / 1000).toBeGreaterThanOrEqual(latencyMicros!.max!);
  expect(encoded.maxValue / 1000).toBeLessThanOrEqual(latencyMicros!.max! * 1.001);
  // Too few records for the slowest hundredth to be told.
  expect(figures.slowestSplitMicros).toBeNull();
  const { count, meanRecords, meanProcessingMicros, meanCommitMicros } = invocations;
  // An invocation that began in the warm-up is not among them: where a stall made one of all records, none is.
  if (count === 0) return expect([meanRecords, meanProcessingMicros, meanCommitMicros]).toEqual([null, null, null]);
  expect(Math.round(meanRecords! * count)).toBeLessThanOrEqual(measuredRecords);
  expect(((meanProcessingMicros! + meanCommitMicros!) / meanRecords!) * 1000).toBeCloseTo(
    figures.busyNanosPerRecord!,
    3,
  );
}

describe.each(durableSinkKinds)('the %s sink holds', (sink) => {
  const read = () => readCommitted(sink, { directory, schema: generatedWorkload.plan.schema });

  test('all rows of the answer, at the end of the records', async () => {
    const { output } = await figuresOf({ ...microBatch(5), sink });
    expect([read().rows.length, read().position]).toEqual([output.rows, 120]);
  });

  test('the same rows whatever the executor and its commits', async () => {
    const held = [];
    for (const configuration of configurations) {
      await figuresOf({ ...configuration, sink });
      held.push(read());
      rmSync(directory, { recursive: true });
      mkdirSync(directory);
    }
    expect(held.every(({ position }) => position === 120)).toBe(true);
    expect(new Set(held.map(({ rows }) => JSON.stringify(rows))).size).toBe(1);
  });
});

test('which guarantee holds is the sink’s to say', async () => {
  expect((await figuresOf({ sink: 'none' })).guarantee).toBe('none');
  expect((await figuresOf({ sink: 'sqlite' })).guarantee).toBe('exactly-once');
});

test('micro-batch waits for its trigger, and continuous does not', async () => {
  const batched = await figuresOf(microBatch(20));
  expect(batched.splitMicros!.triggerWait).toBeGreaterThan(0);
  expect((await figuresOf(continuous)).splitMicros!.triggerWait).toBe(0);
  expect((await figuresOf(microBatch(0))).splitMicros!.triggerWait).toBe(0);
});

test('another seed makes another answer, and another repetition the same', async () => {
  const { output } = await figuresOf(microBatch(5));
  expect((await figuresOf({ ...microBatch(5), repetition: 3 })).output).toEqual(output);
  expect((await figuresOf({ ...microBatch(5), seed: 2 })).output.digest).not.toBe(output.digest);
});

test('an executor that parks has its processor time measured', async () => {
  const figures = await figuresOf({ wait: 'park' });
  expect(figures.cpuNanosPerRecord).toBeGreaterThan(0);
});

test('records that come all at once have a throughput and no latencies', async () => {
  const recorded = recordedWorkload(500, 1);
  const batch = await figuresOf({ ...saturate, executor: 'batch' }, recorded);
  for (const executor of executors) {
    const figures = await figuresOf({ ...saturate, ...executor, sink: 'sqlite' }, recorded);
    expect(figures.output).toEqual(batch.output);
    expect(figures.throughput).toBeGreaterThan(0);
    expect(figures).toMatchObject({
      recordCount: 500,
      measuredRecords: 450,
      sustained: 'inconclusive',
      latencyMicros: null,
      splitMicros: null,
      backlog: { slopeShare: null },
      driver: { lateMicros: null },
    });
  }
});

test('records that end within the warm-up make the unit invalid', async () => {
  const figures = await figuresOf({ warmUpMs: 20 }, recordedWorkload(30, 1));
  expect(figures).toMatchObject({
    status: 'invalid',
    reasons: ['the records ended before the warm-up, within which every window fills once'],
    measuredRecords: 0,
    records: { emitted: 0, absorbed: 0, dropped: 0 },
    busyNanosPerRecord: null,
    splitMicros: null,
  });
});

// Linux has a device on which every write fails with ENOSPC.
describe.runIf(existsSync('/dev/full'))('a disk that fills', () => {
  test.each(commits)('during a run is a problem of the environment, commit %s', async (commit) => {
    symlinkSync('/dev/full', join(directory, 'output.ndjson'));
    const problem = { kind: 'environment', what: 'the disk is full', where: join(directory, 'output.ndjson') };
    await expect(figuresOf({ sink: 'file', commit })).rejects.toMatchObject({ name: 'StreamBenchError', problem });
  });
});

test('a folder that does not let the sink write is a problem of the environment', async () => {
  const spec = specOf({ sink: 'sqlite' });
  await expect(runUnit(spec, generatedWorkload, join(directory, 'missing'))).rejects.toMatchObject({
    name: 'StreamBenchError',
  });
});
