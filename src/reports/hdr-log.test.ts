import { HistogramLogReader, listTags } from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { exampleResult, excluded } from '../results/example.test-program.ts';
import { counts } from '../results/exclusion.ts';
import type { Result } from '../results/result.ts';
import { detailedResult, sweptResult } from './html/detailed-results.test-program.ts';
import { hdrLogs } from './hdr-log.ts';

function logsOf(result: Result): Record<string, string> {
  return Object.fromEntries(hdrLogs({ path: 'a.json', text: '', result }).map(({ latency, text }) => [latency, text]));
}

/** As the public reader of HdrHistogram's logs finds them. */
function intervalsOf(text: string) {
  const reader = new HistogramLogReader(text);
  return Array.from({ length: 1000 }, () => reader.nextIntervalHistogram()).filter((interval) => interval !== null);
}

test('each unit that counts is an interval under its configuration, with the latencies that it had', () => {
  const result = detailedResult();
  const intervals = intervalsOf(logsOf(result)['latency']);
  const counted = result.units.filter((unit) => counts(unit, 'distribution'));
  expect(counted).toHaveLength(23);
  expect(intervals.map(({ totalCount }) => totalCount)).toEqual(
    counted.map(({ latencyMicros }) => latencyMicros!.count),
  );
  expect(intervals.slice(0, 4).map(({ tag }) => tag)).toEqual([
    'continuous',
    'micro-batch-0ms',
    'micro-batch-10ms',
    'micro-batch-100ms',
  ]);
  for (const [index, { latencyMicros }] of counted.entries()) {
    // The reader takes the upper end of a range, of which stream-bench takes the middle: 0.05 % apart.
    for (const [percentile, micros] of [
      [50, latencyMicros!.p50!],
      [99, latencyMicros!.p99!],
      [99.9, latencyMicros!.p999!],
    ]) {
      expect(intervals[index].getValueAtPercentile(percentile) / 1000 / micros).toBeCloseTo(1, 2);
    }
    expect(intervals[index].maxValue / 1000 / latencyMicros!.max!).toBeCloseTo(1, 2);
  }
});

test('intervals follow one another, each as long as its unit was measured', () => {
  const intervals = intervalsOf(logsOf(detailedResult())['latency']);
  const start = Date.parse(exampleResult().startedAt);
  expect(
    intervals.slice(0, 3).map((of) => [of.startTimeStampMsec - start, of.endTimeStampMsec - of.startTimeStampMsec]),
  ).toEqual([
    [0, 1250],
    [1250, 1250],
    [2500, 1250],
  ]);
});

test('intervals follow one another also where units differ in their length', () => {
  const { units, experiment } = detailedResult();
  const records = (measured: number) => ({ ...units[0].records, measured });
  const differing = [
    { ...units[0], offeredRate: 1000, throughput: 500, records: records(2000) },
    { ...units[0], ...excluded('a pause'), offeredRate: 1000, records: records(500) },
    { ...units[0], offeredRate: null, throughput: 4000, records: records(1000) },
    { ...units[0], offeredRate: 100, throughput: null, records: records(300) },
  ];
  const { latency } = logsOf({
    ...detailedResult(),
    units: differing,
    experiment: { ...experiment, durationMs: null },
  });
  const lines = latency.trim().split('\n').slice(-3);
  expect(lines.map((line) => line.split(',').slice(0, 3).join())).toEqual([
    'Tag=continuous@1000,0.000,2.000',
    'Tag=continuous@max,2.500,0.250',
    'Tag=continuous@100,2.750,3.000',
  ]);
});

test('there is a log for each latency that was measured', () => {
  expect(Object.keys(logsOf(detailedResult()))).toEqual(['latency', 'uncorrected', 'durable']);
  expect(logsOf(exampleResult())).toEqual({});
});

test('tags tell rates apart where there are several', () => {
  expect(listTags(logsOf(sweptResult())['latency']).slice(0, 3)).toEqual([
    'continuous@1000',
    'micro-batch-10ms@1000',
    'micro-batch-100ms@1000',
  ]);
});

test('lines are as the format has them', () => {
  const [about, , version, startTime, baseTime, legend, first] = logsOf(detailedResult({ command: 'a\nb' }))[
    'latency'
  ].split('\n');
  expect([about, version, startTime, baseTime, legend]).toEqual([
    String.raw`#[latency in ns of: a\nb]`,
    '#[Histogram log format version 1.3]',
    '#[StartTime: 1767323045.678 (seconds since epoch), 2026-01-02T03:04:05.678Z]',
    '#[BaseTime: 1767323045.678 (seconds since epoch)]',
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
  ]);
  const { max } = detailedResult().units[0].latencyMicros!;
  expect(first).toMatch(
    new RegExp(`^Tag=continuous,0\\.000,1\\.250,${(max! / 1000).toFixed(6)},HISTF[A-Za-z0-9+/]+=*$`),
  );
});

test('a histogram that cannot be read is told by its place', () => {
  const result = detailedResult();
  result.units[1].histograms.durable = 'AAAA';
  expect(() => logsOf(result)).toThrow('a.json, units[1].histograms.durable: is no histogram');
});

test('a unit whose distribution is excluded has no interval, nor has what an engine does not report', () => {
  const { units } = detailedResult();
  const spark = { ...units[0], engine: 'spark', mode: 'real-time', local: null };
  const result = detailedResult({
    units: [
      { ...units[0], exclusions: [{ reason: 'a pause', figures: ['distribution'] }] },
      { ...spark, histograms: { ...spark.histograms, uncorrected: null } },
      { ...units[0], exclusions: [{ reason: 'a pause', figures: ['busy'] }] },
    ],
  });
  const logs = logsOf(result);
  expect(intervalsOf(logs['latency']).map(({ tag }) => tag)).toEqual(['spark-real-time', 'continuous']);
  expect(intervalsOf(logs['uncorrected']).map(({ tag }) => tag)).toEqual(['continuous']);
});
