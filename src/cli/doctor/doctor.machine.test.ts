import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../experiments/doctor/diagnosis.ts';
import type { MachineState } from '../../experiments/doctor/machine-checks.ts';
import { compareVirtually } from '../../experiments/truth/known-answers.ts';
import type { Comparison } from '../../experiments/truth/comparison.ts';
import { runProgram } from '../program.ts';
import { diagnosisReport } from './diagnosis-report.ts';
import { enginesReport } from './engines-report.ts';
import type { Examination } from './examination.ts';
import { truthReport } from './truth-report.ts';

const state: MachineState = {
  clock: { readNanos: 50, resolutionNanos: 40 },
  idle: { durationMs: 2000, takenShare: 0.03, pauses: 12, longestMicros: 3000 },
  use: { others: 0.01, stolen: null },
  speed: {
    arithmeticMicros: { p10: 11_000, p50: 11_100, p90: 11_200, max: 12_000 },
    memoryMicros: { p10: 9000, p50: 9100, p90: 9500, max: 12_000 },
  },
  parkLateMicros: { p10: 50, p50: 60, p90: 80, max: 300 },
  disk: {
    directory: '/a/folder/with/a/name/that/is/quite/long/for/a/terminal/of/80/columns/and/goes/on',
    filesystem: 'tmpfs',
    fsyncMicros: { p10: 1, p50: 2, p90: 3, max: 4 },
  },
};
const comparison: Comparison = {
  situation: 'a queue',
  figure: 'p99',
  theoryMicros: 1000,
  lowMicros: 990,
  highMicros: 1030,
  measuredMicros: 1500,
  verdict: 'differs',
};
const examination: Examination = {
  tool: { version: '1.2.3', node: '24.0.0' },
  machine: { cpu: 'a processor', cores: 2, memoryBytes: 2 ** 33, os: 'Linux 6', filesystem: 'tmpfs', fsyncMicros: 2 },
  state,
  findings: diagnose(state, 2),
  engines: [
    { name: 'kafka', version: '4.4.0', state: 'installed' },
    { name: 'spark', version: '4.3.0', state: 'damaged' },
  ],
  programs: [
    { name: 'Java', program: 'java', version: '17.0.15' },
    {
      name: 'Python',
      program: 'python3',
      version: '3.9.2',
      fault: 'version 3.9.2 is too old; 3.11 or later is needed',
    },
  ],
  truth: {
    virtualTime: compareVirtually(),
    realTime: [
      {
        comparisons: [comparison, { ...comparison, figure: 'mean', verdict: 'excluded' }],
        takenShare: 0.02,
        attempts: 3,
      },
    ],
  },
};

const linesOf = (text: string): string[] => stripVTControlCharacters(text).split('\n');

describe('the report of doctor', () => {
  test('says for each point what was found, what it means and what to do', () => {
    const text = linesOf(diagnosisReport(examination)).join('\n');
    expect(text).toContain('a processor; Linux 6; 8.0 GiB of memory; Node 24.0.0, stream-bench 1.2.3');
    const { about, found, meaning, advice } = examination.findings.find(({ verdict }) => verdict === 'poor')!;
    const words = text.replaceAll(/\s+/g, ' ');
    expect(words).toContain(`poor ${about}: ${found} ${meaning[0].toUpperCase()}${meaning.slice(1)}. ${advice}`);
    expect(text).toMatch(/2 of 8 points .* doubtful/);
  });

  test('shows measured figures beside theory, and says where they differ', () => {
    const lines = linesOf(truthReport(examination)!);
    expect(lines).toContain('  p99                  1.000 ms    1.500 ms         990.0 µs–1.030 ms  differs');
    expect(lines).toContain('  trigger wait         50.00 ms    50.00 ms         50.00 ms–50.00 ms  holds');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}mean .* excluded$/));
    expect(lines.join(' ')).toMatch(/1 of 35 figures differ from theory: .*\. 1 excluded/);
    expect(lines.join(' ')).toMatch(/a queue: measured 3 times; .* 2\.0 %/);
  });

  test('has a line for each engine and each program that engines need, with what mends it', () => {
    expect(linesOf(enginesReport(examination)).slice(1)).toEqual([
      'kafka 4.4.0: installed',
      'spark 4.3.0: installed, but files of it are missing or changed. Install it:',
      'stream-bench engine install spark',
      'Java 17.0.15',
      'Python: version 3.9.2 is too old; 3.11 or later is needed. Install Python 3.11',
      'or later, with venv. The PATH must lead to python3.',
    ]);
  });

  test('fits 80 columns', () => {
    const reports = [diagnosisReport(examination), enginesReport(examination), truthReport(examination)!];
    for (const line of reports.flatMap(linesOf)) expect(line.length, line).toBeLessThan(80);
  });

  test('has no comparison with theory without --truth', () => {
    expect(truthReport({ ...examination, truth: null })).toBeUndefined();
  });
});

test('doctor --json prints what it found on this machine and nothing else', async () => {
  let text = '';
  const stdout = new Writable({ write: (chunk: Buffer, _, done) => ((text += chunk.toString()), done()) });
  expect(
    await runProgram(['doctor', '--json'], { stdout, stderr: new Writable(), signal: new AbortController().signal }),
  ).toBe(0);
  const { state: found, findings, engines, programs, truth } = JSON.parse(text) as Examination;
  expect(found.clock.readNanos).toBeGreaterThan(0);
  expect(findings.length).toBe(8);
  expect(engines.map(({ name }) => name)).toEqual(['kafka', 'spark', 'flink']);
  expect(programs.map(({ name }) => name)).toEqual(['Java', 'Maven', 'Python']);
  expect(truth).toBeNull();
});
