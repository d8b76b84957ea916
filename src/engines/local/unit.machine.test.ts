import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineHas } from '../../machine-has.test-program.ts';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { excludingAll } from '../../results/exclusion.ts';
import type { LocalFigures } from '../../results/unit.ts';
import { durableSinkKinds, readCommitted } from '../../sinks/index.ts';
import { sinkKinds, type SinkKind } from '../../sinks/kinds.ts';
import { sinkPromises } from '../../sinks/sink-promises.test-program.ts';
import type { Workload } from '../../workloads/workload.ts';
import { local, specOf, type LocalConfiguration } from '../example-spec.test-program.ts';
import { generatedWorkload, recordedWorkload } from '../example-workloads.test-program.ts';
import { scheduleRecords } from '../schedule/scheduled-records.ts';
import type { Answer, UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { answerByBatch } from './reference.ts';
import { unitInThisProcess } from './unit.test-program.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-unit-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** A report of the local engine, whose own figures are there. */
type LocalReport = UnitReport & { readonly local: LocalFigures };

async function reportFrom(
  configuration: Partial<LocalConfiguration> = {},
  changes: Partial<UnitSpec> = {},
  workload: Workload = generatedWorkload,
): Promise<LocalReport> {
  const spec = specOf({ configuration: local(configuration), ...changes });
  const { report } = await unitInThisProcess(spec, workload, directory);
  return { ...report, local: report.local! };
}

/** What batch answers to the records of such a unit. */
async function referenceAnswer(
  changes: Partial<UnitSpec> = {},
  workload: Workload = generatedWorkload,
): Promise<Answer> {
  const { records } = await scheduleRecords(specOf(changes), workload);
  return answerByBatch(workload.plan, records);
}

const continuous = { executor: 'continuous', intervalMs: null } as const;
const microBatch = (intervalMs: number) => ({ executor: 'micro-batch', intervalMs }) as const;
const executors: readonly Pick<LocalConfiguration, 'executor' | 'intervalMs'>[] = [
  continuous,
  microBatch(0),
  microBatch(5),
];
const saturate = { load: 'saturate', ratePerSecond: null, durationMs: null } as const;

// 4.1 times a million is no whole number as a double.
const commits: readonly CommitPolicy[] = ['invocation', 'epoch:4.1ms', 'none'];
const configurations = commits.flatMap((commit) => executors.map((executor) => ({ commit, ...executor })));

describe.each(sinkKinds)('with sink %s', (sink) => {
  test.each(configurations)(
    '$executor at interval $intervalMs, commit $commit, gives the answer of batch, and figures that agree',
    async (configuration) => {
      const answer = await referenceAnswer();
      const report = await reportFrom(configuration, { sink });
      // Its rows do not replace each other.
      const readBack = durableSinkKinds.includes(sink) ? 'yes' : 'unreadable';
      expect(report.output).toEqual({ ...answer, rowsWritten: answer.rows, readBack });
      expect(report.output.rows).toBeGreaterThan(0);
      expectConsistent(report);
      expect([report.recordCount, report.records.measured]).toEqual([120, 80]);
      expectLatenciesOf(report, configuration.commit, sink);
    },
  );
});

/** What is visible before it is durable, and how long readers wait for it. */
function expectLatenciesOf(
  { guarantee, latencyMicros, durableLatencyMicros, histograms, local: { commits: count, invocations } }: LocalReport,
  commit: CommitPolicy,
  sink: SinkKind,
): void {
  const promise = sinkPromises[sink][commit === 'invocation' ? 'commit' : 'write'];
  const isDurable = promise.guarantee !== 'none' && commit !== 'none';
  expect(durableLatencyMicros === null).toBe(!isDurable);
  expect(guarantee).toBe(isDurable ? promise.guarantee : 'none');
  if (commit === 'none') expect(count).toBe(0);
  // However late the machine lets threads run: the thread of the sink commits once in each epoch at the most.
  else if (commit === 'invocation') expect(count).toBe(invocations.count);
  else expect(count).toBeLessThanOrEqual(60 / 4.1 + 2);
  if (!isDurable) return expect(histograms.durable).toBeNull();
  expect(durableLatencyMicros!.count).toBe(latencyMicros!.count);
  if (guarantee === 'exactly-once')
    return expect([durableLatencyMicros, histograms.durable]).toEqual([latencyMicros, histograms.latency]);
  expect(durableLatencyMicros!.mean).toBeGreaterThan(latencyMicros!.mean!);
  expect(decodeFromCompressedBase64(histograms.durable!).totalCount).toBe(durableLatencyMicros!.count);
}

/** What must hold however the machine fared. */
function expectConsistent(report: LocalReport): void {
  const { records, latencyMicros, emittedLatencyMicros, absorbedLatencyMicros } = report;
  const [emitted, absorbed, dropped] = [records.emitted!, records.absorbed!, records.dropped!];
  for (const { reason, figures } of report.exclusions) expect(figures, reason).not.toEqual([]);
  expect(emitted + absorbed + dropped).toBe(records.measured);
  expect(dropped).toBeGreaterThan(0);
  expect(latencyMicros!.count).toBe(emitted + absorbed);
  expect(emittedLatencyMicros!.count).toBe(emitted);
  expect(absorbedLatencyMicros!.count).toBe(absorbed);
  expect(latencyMicros!.max).toBeGreaterThanOrEqual(latencyMicros!.p50 ?? 0);
  expectConsistentSplit(report);
  expectConsistentDetails(report);
  // A machine that stalls may leave a single invocation, of warm-up and measured records together.
  expect(report.local.busyNanosPerRecord ?? Infinity).toBeGreaterThan(0);
  expect(report.backlog.max).toBeGreaterThan(0);
  expect(report.cpuNanosPerRecord).toBeNull();
  expect(report.local.harnessShare).toBeGreaterThan(0);
  expect(report.local.harnessShare).toBeLessThan(1);
  expect(report.peakRssBytes).toBeGreaterThan(1e6);
}

/** No part of the latency is below 0, and they add up to its mean. */
function expectConsistentSplit({ latencyMicros, local: { splitMicros, uncorrectedLatencyMicros } }: LocalReport): void {
  const { triggerWait, queueing, processing, commit } = splitMicros!;
  expect(Math.min(triggerWait, queueing, processing, commit)).toBeGreaterThanOrEqual(0);
  expect((triggerWait + queueing + processing + commit) / latencyMicros!.mean!).toBeCloseTo(1, 9);
  expect(uncorrectedLatencyMicros!.mean! / (processing + commit)).toBeCloseTo(1, 9);
}

/** What the result holds beside the figures of the summary agrees with them. */
function expectConsistentDetails(report: LocalReport): void {
  const { latencyMicros, timeline, histograms } = report;
  const measuredRecords = report.records.measured;
  const { slowestSplitMicros, invocations, busyNanosPerRecord } = report.local;
  expect(timeline!.records.reduce((sum, records) => sum + records, 0)).toBe(measuredRecords);
  expect(Math.max(...timeline!.maxMicros.map(Number))).toBe(latencyMicros!.max);
  expect(timeline!.startMs).toBeGreaterThanOrEqual(20);
  const encoded = decodeFromCompressedBase64(histograms.latency!);
  expect(encoded.totalCount).toBe(latencyMicros!.count);
  // The reader gives the upper edge of the bucket.
  expect(encoded.maxValue / 1000).toBeGreaterThanOrEqual(latencyMicros!.max!);
  expect(encoded.maxValue / 1000).toBeLessThanOrEqual(latencyMicros!.max! * 1.001);
  // There are too few records for a slowest hundredth.
  expect(slowestSplitMicros).toBeNull();
  const { count, meanRecords, meanProcessingMicros, meanCommitMicros } = invocations;
  // One that holds records of the warm-up too is among them, with all of its records.
  expect(Math.round(meanRecords! * count)).toBeLessThanOrEqual(report.recordCount);
  const meanMicros = (meanProcessingMicros! + meanCommitMicros!) / meanRecords!;
  expect(meanMicros * 1000).toBeCloseTo(busyNanosPerRecord!, 3);
}

describe.each(durableSinkKinds)('the %s sink holds', (sink) => {
  const read = () => readCommitted(sink, { directory, schema: generatedWorkload.plan.schema });

  test('all rows of the answer, at the end of the records', async () => {
    const { output } = await reportFrom(microBatch(5), { sink });
    expect([read().rows.length, read().position]).toEqual([output.rows, 120]);
  });

  test('the same rows whatever the executor and its commits', async () => {
    const held = [];
    for (const configuration of configurations) {
      await reportFrom(configuration, { sink });
      held.push(read());
      rmSync(directory, { recursive: true });
      mkdirSync(directory);
    }
    expect(held.every(({ position }) => position === 120)).toBe(true);
    expect(new Set(held.map(({ rows }) => JSON.stringify(rows))).size).toBe(1);
  });
});

test('the sink decides which guarantee holds', async () => {
  expect((await reportFrom(continuous, { sink: 'none' })).guarantee).toBe('none');
  expect((await reportFrom(continuous, { sink: 'sqlite' })).guarantee).toBe('exactly-once');
});

test('micro-batch waits for its trigger, and continuous does not', async () => {
  const triggerWaitOf = async (configuration: Partial<LocalConfiguration>): Promise<number> =>
    (await reportFrom(configuration)).local.splitMicros!.triggerWait;
  expect(await triggerWaitOf(microBatch(20))).toBeGreaterThan(0);
  expect(await triggerWaitOf(continuous)).toBe(0);
  expect(await triggerWaitOf(microBatch(0))).toBe(0);
});

test('another seed makes another answer, and another repetition the same', async () => {
  const { output } = await reportFrom(microBatch(5));
  expect((await reportFrom(microBatch(5), { repetition: 3 })).output).toEqual(output);
  const other = await reportFrom(microBatch(5), { seed: 2 });
  expect(other.output.digest).not.toBe(output.digest);
  expect(other.output.unorderedDigest).not.toBe(output.unorderedDigest);
});

test('an executor that parks has its processor time measured', async () => {
  const report = await reportFrom(continuous, { wait: 'park' });
  expect(report.cpuNanosPerRecord).toBeGreaterThan(0);
});

test.each(executors)(
  'records that come all at once to $executor at $intervalMs have a throughput and no latencies',
  async (executor) => {
    const recorded = recordedWorkload(500, 1);
    const answer = await referenceAnswer(saturate, recorded);
    const report = await reportFrom(executor, { ...saturate, sink: 'sqlite' }, recorded);
    expect(report.output).toEqual({ ...answer, rowsWritten: answer.rows, readBack: 'yes' });
    expect(report.throughput).toBeGreaterThan(0);
    expect(report).toMatchObject({
      offeredRate: null,
      recordCount: 500,
      records: { measured: 450 },
      keepsUp: 'inconclusive',
      latencyMicros: null,
      backlog: { slopeShare: null },
      local: { splitMicros: null, driver: { lateMicros: null } },
    });
  },
);

test('nothing counts of a unit whose records end within the warm-up', async () => {
  const report = await reportFrom(continuous, { warmUpMs: 20, durationMs: null }, recordedWorkload(30, 1));
  expect(report).toMatchObject({
    exclusions: [excludingAll('the records ended before the warm-up, in which every window fills once')],
    records: { measured: 0, emitted: 0, absorbed: 0, dropped: 0 },
    local: { busyNanosPerRecord: null, splitMicros: null },
  });
});

// Linux has a device on which every write fails with ENOSPC.
describe.runIf(machineHas('/dev/full'))('a disk that fills', () => {
  test.each(commits)('during a unit is a problem of the environment, commit %s', async (commit) => {
    symlinkSync('/dev/full', join(directory, 'output.ndjson'));
    const problem = { kind: 'environment', what: 'the disk is full', where: join(directory, 'output.ndjson') };
    await expect(reportFrom({ commit }, { sink: 'file' })).rejects.toMatchObject({
      name: 'StreamBenchError',
      problem,
    });
  });
});

test('a folder that does not let the sink write is a problem of the environment', async () => {
  const missing = join(directory, 'missing');
  await expect(unitInThisProcess(specOf({ sink: 'sqlite' }), generatedWorkload, missing)).rejects.toMatchObject({
    name: 'StreamBenchError',
    problem: { kind: 'environment' },
  });
});
