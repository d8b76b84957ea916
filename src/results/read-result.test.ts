import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StreamBenchError, type Problem } from '../errors.ts';
import { summarize } from '../experiments/summarize.ts';
import { exampleResult, exampleRun, latencyAround } from './example.test-program.ts';
import { readResult } from './read-result.ts';
import type { Result, SweepFindings } from './result.ts';

let path: string;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-read-'));
  path = join(directory, 'result.json');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** What is said of a file with this content. */
function problemOf(text: string): Problem | undefined {
  writeFileSync(path, text);
  return problemOfPath(path);
}

function problemOfPath(given: string): Problem | undefined {
  try {
    readResult(given);
  } catch (error) {
    if (error instanceof StreamBenchError) return error.problem;
    throw error;
  }
  return undefined;
}

const runs = [20, 30, 50].map((p50, repetition) => exampleRun({ repetition, latencyMicros: latencyAround(p50), splitMicros: null }));
runs.push(exampleRun({ repetition: 3, status: 'invalid', reasons: ['stolen time'] }));
const consistent = exampleResult({ runs, summary: summarize({ executor: 'continuous', intervalMs: null, commit: 'invocation' }, runs) });

/** The document after an edit by hand. */
function edited(edit: (document: Result) => void): string {
  const document = structuredClone(consistent);
  edit(document);
  return JSON.stringify(document);
}

test('reads what was written', () => {
  const text = JSON.stringify(consistent, null, 2);
  writeFileSync(path, text);
  expect(readResult(path)).toEqual({ path, text, result: consistent });
});

describe('refuses', () => {
  test('a file that is not there', () => {
    expect(problemOfPath(join(directory, 'missing.json'))).toMatchObject({ kind: 'environment', what: 'there is no such file', where: join(directory, 'missing.json') });
  });

  test('a folder', () => {
    mkdirSync(join(directory, 'folder'));
    expect(problemOfPath(join(directory, 'folder'))?.what).toBe('it is a folder');
  });

  test.each([
    ['an empty file', '', 'is empty'],
    ['a file cut off', JSON.stringify(consistent).slice(0, 2000), 'is cut off: its JSON does not end'],
    ['a file that is not JSON', '{"schema": oops}', expect.stringMatching(/^is not JSON: /)],
    ['another text', 'p50: 12', expect.stringMatching(/^is not JSON: /)],
    ["other tools' JSON", '{"name": "my-package"}', 'is no result of stream-bench'],
    ['null', 'null', 'is no result of stream-bench'],
    ['a number', '5', 'is no result of stream-bench'],
    ['a list', '[]', 'is no result of stream-bench'],
  ])('%s', (_, text, what) => {
    expect(problemOf(text)).toMatchObject({ kind: 'input', what, where: path });
  });

  test('another version of the format, naming both', () => {
    expect(problemOf(edited((document) => Object.assign(document, { schema: 'stream-bench/result@2' })))).toMatchObject({
      what: 'is of the format stream-bench/result@2, and this stream-bench reads stream-bench/result@1',
      remedy: 'Use the version of stream-bench that wrote it.',
    });
  });

  test.each<[string, (document: Result) => void, string]>([
    ['a text for a figure', ({ runs: [, second] }) => Object.assign(second.latencyMicros!, { p50: '20 µs' }), 'runs[1].latencyMicros.p50 must be number or null, not "20 µs"'],
    ['an unknown verdict', ({ runs: [first] }) => Object.assign(first, { sustained: 'maybe' }), 'runs[0].sustained must be yes or no or inconclusive, not "maybe"'],
    ['a misspelt name', ({ runs: [first] }) => Object.assign(first, { troughput: 5 }), 'runs[0].troughput is not part of it'],
    ['a missing part', (document) => Reflect.deleteProperty(document, 'runs'), 'runs is missing'],
    ['a missing figure', ({ runs: [, , third] }) => Reflect.deleteProperty(third.gc, 'count'), 'runs[2].gc.count is missing'],
    ['a count below 0', ({ runs: [first] }) => Object.assign(first.records, { emitted: -1 }), 'runs[0].records.emitted must be >= 0, not -1'],
  ])('a document with %s, naming the place', (_, edit, violation) => {
    expect(problemOf(edited(edit))?.what).toBe(`does not fit the format stream-bench/result@1: ${violation}`);
  });

  test.each<[string, (document: Result) => void, string]>([
    ['a better estimate', ({ summary: [p50] }) => Object.assign(p50, { estimate: 10, low: 10 }), 'summary[0].estimate is 10, but the median of its runs is 30'],
    ['a better run', ({ runs: [, second] }) => Object.assign(second.latencyMicros!, { p50: 10 }), 'summary[0].estimate is 30, but the median of its runs is 20'],
    ['an interval beside the estimate', ({ summary: [p50] }) => Object.assign(p50, { high: 25 }), 'summary[0].estimate is not between its low and high'],
    ['fewer units excluded', ({ summary: [p50] }) => Object.assign(p50, { excluded: 0 }), 'summary[0].excluded is 0, but 1 of its runs are not valid'],
    ['a run taken out', (document) => document.runs.shift(), 'summary[0].units is 3, but 2 of its runs have the figure'],
    ['a configuration without runs', ({ summary: [p50] }) => Object.assign(p50, { executor: 'micro-batch', intervalMs: 5 }), 'summary[0] is about micro-batch 5 ms, of which there is no run'],
    ['a row twice', ({ summary }) => summary.push(summary[0]), 'summary[6] is there twice: p50Micros of continuous'],
    ['an invalid run called valid', ({ runs: [, , , fourth] }) => Object.assign(fourth, { status: 'valid' }), 'runs[3].status is valid, although it has reasons not to be'],
    ['a run called invalid', ({ runs: [first] }) => Object.assign(first, { status: 'invalid' }), 'runs[0].status is invalid, without a reason'],
    ['percentiles that fall', ({ runs: [first] }) => Object.assign(first.latencyMicros!, { p99: 20 }), 'runs[0].latencyMicros.p90 is above runs[0].latencyMicros.p99'],
    ['a shorter part', ({ runs: [, , , fourth] }) => Object.assign(fourth.splitMicros!, { commit: 2 }), 'runs[3].splitMicros does not add up to runs[3].latencyMicros.mean'],
    ['another kind', ({ experiment }) => Object.assign(experiment, { kind: 'sweep' }), 'experiment.kind is sweep, but there is no sweep'],
    ['another answer', ({ runs: [first] }) => Object.assign(first.output!, { digest: 'ff' }), 'runs[0].output.digest is not sameAnswer.digest, although sameAnswer.equal is true'],
    ['a crossover beside its interval', (document) => Object.assign(document, { sweep: sweepWith({ high: 14_000 }) }), 'sweep.crossovers[0].rate is not between its low and high'],
    ['a crossover whose interval is upside down', (document) => Object.assign(document, { sweep: sweepWith({ rate: null, level: null, low: 17_000 }) }), 'sweep.crossovers[0].low is above its high'],
    ['a crossover without a rate but sure of it', (document) => Object.assign(document, { sweep: sweepWith({ rate: null }) }), 'sweep.crossovers[0].level is 0.95, although there is no rate'],
  ])('a document with %s, naming the contradiction', (_, edit, contradiction) => {
    expect(problemOf(edited(edit))?.what).toBe(`contradicts itself: ${contradiction}`);
  });
});

test.each([{}, { level: null, units: 5 }, { rate: null, level: null, units: 0 }])('a crossover is accepted with an interval, with smallest and largest, and without a rate: %j', (changes) => {
  const document = { ...consistent, sweep: sweepWith(changes) };
  writeFileSync(path, JSON.stringify(document));
  expect(readResult(path).result.sweep!.crossovers).toEqual(document.sweep.crossovers);
});

function sweepWith(changes: Partial<SweepFindings['crossovers'][number]>): SweepFindings {
  const crossover = { below: 'continuous', above: null, rate: 15_000, low: 13_500, high: 16_200, level: 0.95, method: '', units: 6, text: '', ...changes };
  return { rates: [], earlierUnits: 0, skipped: [], crossovers: [crossover], costs: [], check: null, attribution: null, objective: null, choice: null };
}
