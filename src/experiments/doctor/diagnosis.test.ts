import { expect, test } from 'vitest';
import { diagnose, type Finding } from './diagnosis.ts';
import { spreadOf, type MachineState } from './machine-checks.ts';

const quiet: MachineState = {
  clock: { readNanos: 50, resolutionNanos: 40 },
  idle: { durationMs: 2000, takenShare: 0.0004, pauses: 0, longestMicros: 300 },
  use: { others: 0.01, stolen: 0 },
  speed: {
    arithmeticMicros: { p10: 11_000, p50: 11_100, p90: 11_200, max: 12_000 },
    memoryMicros: { p10: 9000, p50: 9100, p90: 9500, max: 12_000 },
  },
  parkLateMicros: { p10: 50, p50: 60, p90: 80, max: 300 },
  disk: { directory: '/tmp', filesystem: 'ext4', fsyncMicros: { p10: 200, p50: 250, p90: 400, max: 2000 } },
};

function verdicts(changes: Partial<MachineState>, cores = 2): Record<string, string> {
  return Object.fromEntries(
    diagnose({ ...quiet, ...changes }, cores)
      .filter(({ verdict }) => verdict !== 'good')
      .map((finding) => [finding.about, finding.verdict]),
  );
}

function about(topic: string, changes: Partial<MachineState>): Finding {
  return diagnose({ ...quiet, ...changes }, 2).find((finding) => finding.about === topic)!;
}

test('on a quiet machine all is good, and there is nothing to do', () => {
  expect(verdicts({})).toEqual({});
  expect(diagnose(quiet, 2).filter(({ advice }) => advice !== undefined)).toEqual([]);
});

test.each([
  ['one processor', {}, 1, { processors: 'poor' }],
  ['pauses of 0.5 %', { idle: { ...quiet.idle, takenShare: 0.005 } }, 2, { 'pauses of an idle program': 'fair' }],
  ['pauses of 2 %', { idle: { ...quiet.idle, takenShare: 0.02 } }, 2, { 'pauses of an idle program': 'poor' }],
  ['2 % stolen', { use: { others: 0, stolen: 0.02 } }, 2, { 'time stolen by a hypervisor': 'poor' }],
  [
    'a system that does not report of stolen time',
    { use: { others: 0, stolen: null } },
    2,
    { 'time stolen by a hypervisor': 'fair' },
  ],
  ['half of the machine used by others', { use: { others: 0.5, stolen: 0 } }, 2, { 'load by other programs': 'poor' }],
  [
    'a memory that others use',
    { speed: { ...quiet.speed, memoryMicros: { p10: 9000, p50: 11_000, p90: 18_000, max: 30_000 } } },
    2,
    { 'steady speed': 'poor' },
  ],
  [
    'a processor of changing speed',
    { speed: { ...quiet.speed, arithmeticMicros: { p10: 10_000, p50: 11_000, p90: 12_000, max: 30_000 } } },
    2,
    { 'steady speed': 'fair' },
  ],
  ['a slow clock', { clock: { readNanos: 800, resolutionNanos: 800 } }, 2, { clock: 'poor' }],
  [
    'late timers',
    { parkLateMicros: { p10: 50, p50: 60, p90: 900, max: 9000 } },
    2,
    { 'waiting off the processor': 'fair' },
  ],
  [
    'a disk without a steady hand',
    { disk: { ...quiet.disk, fsyncMicros: { p10: 200, p50: 250, p90: 900, max: 9000 } } },
    2,
    { 'disk of the sinks': 'fair' },
  ],
  [
    'a disk faster than any',
    { disk: { ...quiet.disk, fsyncMicros: { p10: 2, p50: 3, p90: 5, max: 9 } } },
    2,
    { 'disk of the sinks': 'fair' },
  ],
  [
    'a folder that cannot be written to',
    { disk: { ...quiet.disk, fsyncMicros: null } },
    2,
    { 'disk of the sinks': 'poor' },
  ],
] satisfies [string, Partial<MachineState>, number, Record<string, string>][])(
  'finds %s',
  (_, changes, cores, expected) => {
    expect(verdicts(changes, cores)).toEqual(expected);
  },
);

test('says of a temporary folder in memory that commits there cost nothing, and what to do', () => {
  const finding = about('disk of the sinks', { disk: { ...quiet.disk, filesystem: 'tmpfs' } });
  expect(finding).toMatchObject({ verdict: 'poor', advice: 'Name a folder on the disk of your pipeline in TMPDIR.' });
  expect(finding.meaning).toContain('is memory');
});

test('names the figures that it judges by', () => {
  expect(about('steady speed', {}).found).toMatch(/\b1\.02 times.*\b1\.06 times.*32 MiB/);
  expect(about('clock', {}).found).toMatch(/^50 ns .*\b40 ns$/);
  expect(about('disk of the sinks', {}).found).toMatch(
    /^\/tmp \(ext4\): .*fsync.* 250 µs \(p10 200 µs, p90 400 µs, .*2\.0 ms\)$/,
  );
});

test('a spread is by nearest rank', () => {
  expect(spreadOf([5, 1, 4, 2, 3, 6, 7, 8, 9, 10])).toEqual({ p10: 1, p50: 5, p90: 9, max: 10 });
});
