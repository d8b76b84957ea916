import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StreamBenchError, type Problem } from '../errors.ts';
import { summarize } from '../experiments/summarize.ts';
import { configurationOf } from './configuration.ts';
import { exampleLocal, exampleResult, exampleUnit, excluded, latencyAround } from './example.test-program.ts';
import { readResult } from './read-result.ts';
import { withDigest } from './result-text.ts';
import type { SweepFindings } from './findings/sweep.ts';
import type { Result } from './result.ts';

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

const units = [20, 30, 50].map((p50, repetition) =>
  exampleUnit({ repetition, latencyMicros: latencyAround(p50), local: exampleLocal({ splitMicros: null }) }),
);
units.push(exampleUnit({ repetition: 3, ...excluded('stolen time') }));
const consistent = withDigest(
  exampleResult({
    units,
    summary: summarize(configurationOf(exampleUnit()), units),
  }),
);

/** The document after an edit by hand. */
function edited(edit: (document: Result) => void): string {
  const document = structuredClone(consistent);
  edit(document);
  return JSON.stringify(document);
}

test.each<[string, (document: Result) => void]>([
  ['the recommendation', ({ recommendation }) => Object.assign(recommendation!, { text: 'Choose micro-batch 1 s.' })],
  ['its evidence', ({ recommendation }) => recommendation!.evidence.pop()],
  ['the rate', ({ experiment: { load } }) => Object.assign(load, { rate: 20_000 })],
  ['the number of records', ({ experiment }) => Object.assign(experiment, { recordCount: 7 })],
  ['an end of an interval', ({ summary: [p50] }) => Object.assign(p50, { low: 29 })],
  ['the date', (document) => Object.assign(document, { startedAt: '2020-01-01T00:00:00.000Z' })],
])('notices an edit that contradicts nothing: %s', (_, edit) => {
  expect(problemOf(edited(edit))?.what).toBe(
    'was changed after stream-bench wrote it: its digest is that of another content',
  );
});

test.each(['toString', 'constructor', '__proto__'])('is not misled by a metric that is called %s', (metric) => {
  expect(problemOf(edited(({ summary: [p50] }) => Object.assign(p50, { metric })))?.what).toMatch(/^was changed/);
});

test('notices that the digest is missing', () => {
  expect(problemOf(edited((document) => Reflect.deleteProperty(document, 'digest')))?.what).toBe(
    'has no digest, by which a change would be noticed',
  );
});

test('reads a document in another layout, with its members in another order', () => {
  const reversed = Object.fromEntries(Object.entries(consistent).toReversed());
  writeFileSync(path, JSON.stringify(reversed, null, '\t'));
  expect(readResult(path).result).toEqual(consistent);
});

test('reads what was written', () => {
  const text = JSON.stringify(consistent, null, 2);
  writeFileSync(path, text);
  expect(readResult(path)).toEqual({ path, text, result: consistent });
});

describe('refuses', () => {
  test('a file that is not there', () => {
    expect(problemOfPath(join(directory, 'missing.json'))).toMatchObject({
      kind: 'environment',
      what: 'there is no such file',
      where: join(directory, 'missing.json'),
    });
  });

  test('a folder', () => {
    mkdirSync(join(directory, 'folder'));
    expect(problemOfPath(join(directory, 'folder'))?.what).toBe('it is a folder');
  });

  test.runIf(existsSync('/dev/zero'))('a device, which never ends', () => {
    expect(problemOfPath('/dev/zero')?.what).toBe('it is a device, a FIFO or a socket, and only files are read');
  });

  test('a file above the size, without reading it', () => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 28 + 1);
    expect(problemOfPath(path)?.what).toBe('it has more than 256 MiB');
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
    expect(problemOf(edited((document) => Object.assign(document, { schema: 'stream-bench/result@1' })))).toMatchObject(
      {
        what: 'is of the format stream-bench/result@1, and this stream-bench reads stream-bench/result@2',
        remedy: 'Use the version of stream-bench that wrote it.',
      },
    );
  });

  test.each<[string, (document: Result) => void, string]>([
    [
      'a text for a figure',
      ({ units: [, second] }) => Object.assign(second.latencyMicros!, { p50: '20 µs' }),
      'units[1].latencyMicros.p50 must be number or null, not "20 µs"',
    ],
    [
      'an unknown verdict',
      ({ units: [first] }) => Object.assign(first, { keepsUp: 'maybe' }),
      'units[0].keepsUp must be yes or no or inconclusive, not "maybe"',
    ],
    [
      'a misspelt name',
      ({ units: [first] }) => Object.assign(first, { troughput: 5 }),
      'units[0].troughput is not part of it',
    ],
    ['a missing part', (document) => Reflect.deleteProperty(document, 'units'), 'units is missing'],
    [
      'a missing figure',
      ({ units: [, , third] }) => Reflect.deleteProperty(third.local!.gc, 'count'),
      'units[2].local.gc.count is missing',
    ],
    ['another kind', ({ findings }) => Object.assign(findings, { kind: 'sweep' }), 'findings.rates is missing'],
    [
      'a misspelt kind',
      ({ findings }) => Object.assign(findings, { kind: 'swoop' }),
      'findings.kind must be run or capacity or sweep or recover or gate, not "swoop"',
    ],
    [
      'a count below 0',
      ({ units: [first] }) => Object.assign(first.records, { emitted: -1 }),
      'units[0].records.emitted must be >= 0 or null, not -1',
    ],
  ])('a document with %s, naming the place', (_, edit, violation) => {
    expect(problemOf(edited(edit))?.what).toBe(`does not fit the format stream-bench/result@2: ${violation}`);
  });

  test.each<[string, (document: Result) => void, string]>([
    [
      'a better estimate',
      ({ summary: [p50] }) => Object.assign(p50, { estimate: 10, low: 10 }),
      'summary[0].estimate is 10, but the median of its units is 30',
    ],
    [
      'a better unit',
      ({ units: [, second] }) => Object.assign(second.latencyMicros!, { p50: 10 }),
      'summary[0].estimate is 30, but the median of its units is 20',
    ],
    [
      'an interval beside the estimate',
      ({ summary: [p50] }) => Object.assign(p50, { high: 25 }),
      'summary[0].estimate is not between its low and high',
    ],
    [
      'fewer units excluded',
      ({ summary: [p50] }) => Object.assign(p50, { excluded: 0 }),
      'summary[0].excluded is 0, but it is 1 of its units',
    ],
    [
      'a unit taken out',
      (document) => document.units.shift(),
      'summary[0].units is 3, but 2 of its units have the figure',
    ],
    [
      'a configuration without units',
      ({ summary: [p50] }) => Object.assign(p50, { mode: 'micro-batch', executor: 'micro-batch', intervalMs: 5 }),
      'summary[0] is about micro-batch 5 ms, of which there is no unit',
    ],
    ['a row twice', ({ summary }) => summary.push(summary[0]), 'summary[6] is there twice: p50Micros of continuous'],
    [
      'an exclusion taken out',
      ({ units: [, , , fourth] }) => Object.assign(fourth, { exclusions: [] }),
      'summary[0].excluded is 1, but it is 0 of its units',
    ],
    [
      'a unit excluded',
      ({ units: [first] }) => Object.assign(first, excluded('a whim')),
      'summary[0].excluded is 1, but it is 2 of its units',
    ],
    [
      'one figure excluded',
      ({ units: [first] }) => Object.assign(first, { exclusions: [{ reason: 'a whim', figures: ['p99'] }] }),
      'summary[1].excluded is 1, but it is 2 of its units',
    ],
    [
      'a unit called failed',
      ({ units: [first] }) => Object.assign(first, { failure: 'a whim' }),
      'summary[0].excluded is 1, but it is 2 of its units',
    ],
    [
      'percentiles that fall',
      ({ units: [first] }) => Object.assign(first.latencyMicros!, { p99: 20 }),
      'units[0].latencyMicros.p90 is above units[0].latencyMicros.p99',
    ],
    [
      'more late records than records',
      ({ units: [first] }) => Object.assign(first.records, { late: 12_501, lateAdditions: 12_501 }),
      'units[0].records.late is above units[0].records.measured',
    ],
    [
      'more late records than times that they were late',
      ({ units: [first] }) => Object.assign(first.records, { late: 5, lateAdditions: 4 }),
      'units[0].records.late is above units[0].records.lateAdditions',
    ],
    [
      'a shorter part',
      ({ units: [, , , fourth] }) => Object.assign(fourth.local!.splitMicros!, { commit: 2 }),
      'units[3].local.splitMicros does not add up to units[3].latencyMicros.mean',
    ],
    [
      'another answer',
      ({ units: [first] }) => Object.assign(first.output!, { digest: 'ff' }),
      'units[0].output.digest is not sameAnswer.digest, although sameAnswer.equal is true',
    ],
    [
      'a crossover beside its interval',
      (document) => Object.assign(document, { findings: sweepWith({ high: 14_000 }) }),
      'findings.crossovers[0].rate is not between its low and high',
    ],
    [
      'a crossover whose interval is upside down',
      (document) => Object.assign(document, { findings: sweepWith({ rate: null, level: null, low: 17_000 }) }),
      'findings.crossovers[0].low is above its high',
    ],
    [
      'a crossover without a rate but sure of it',
      (document) => Object.assign(document, { findings: sweepWith({ rate: null }) }),
      'findings.crossovers[0].level is 0.95, although there is no rate',
    ],
  ])('a document with %s, naming the contradiction', (_, edit, contradiction) => {
    expect(problemOf(edited(edit))?.what).toBe(`contradicts itself: ${contradiction}`);
  });
});

test.each([{}, { level: null, units: 5 }, { rate: null, level: null, units: 0 }])(
  'a crossover is accepted with an interval, with smallest and largest, and without a rate: %j',
  (changes) => {
    const document = withDigest({ ...consistent, findings: sweepWith(changes) });
    writeFileSync(path, JSON.stringify(document));
    expect(readResult(path).result.findings).toEqual(document.findings);
  },
);

function sweepWith(changes: Partial<SweepFindings['crossovers'][number]>): SweepFindings {
  const crossover = {
    below: 'continuous',
    above: null,
    rate: 15_000,
    low: 13_500,
    high: 16_200,
    level: 0.95,
    method: '',
    units: 6,
    text: '',
    ...changes,
  };
  return {
    kind: 'sweep',
    rates: [],
    earlierUnits: 0,
    skipped: [],
    crossovers: [crossover],
    costs: [],
    check: null,
    saving: null,
    costCurve: null,
    objective: null,
    choice: null,
  };
}
