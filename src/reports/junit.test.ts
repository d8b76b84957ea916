import { describe, expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import { excludingAll } from '../results/exclusion.ts';
import type { Result } from '../results/result.ts';
import { summarize } from '../experiments/summarize.ts';
import {
  capacityResult,
  comparedResult,
  enginesResult,
  continuous,
  every100Ms,
  exampleCapacity,
  hostile,
} from './example-results.test-program.ts';
import { junitReport } from './junit.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** The elements of the XML, or an error where it is not well-formed. What the report does not use is refused. */
function parseXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const token = new RegExp(
    [
      String.raw`<\?xml version="1\.0" encoding="UTF-8"\?>`,
      String.raw`<\/(?<end>[a-z-]+)>`,
      String.raw`<(?<start>[a-z-]+)(?<attributes>(?: [a-z]+="[^"<]*")*)(?<empty>\/?)>`,
      '(?<text>[^<>]+)',
    ].join('|'),
    'gy',
  );
  let length = 0;
  for (const { 0: whole, groups = {} } of text.matchAll(token)) {
    length += whole.length;
    expect(whole.replaceAll(/&(amp|lt|gt|quot|apos);/g, '')).not.toContain('&');
    if (groups['end'] !== undefined) expect(open.pop()?.name).toBe(groups['end']);
    if (groups['start'] === undefined) continue;
    const pairs = [...groups['attributes'].matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    expect(new Set(pairs.map(([name]) => name)).size).toBe(pairs.length);
    const element: Element = { name: groups['start'], attributes: Object.fromEntries(pairs), children: [] };
    open.at(-1)!.children.push(element);
    if (groups['empty'] === '') open.push(element);
  }
  expect([length, open.length]).toEqual([text.length, 1]);
  return root.children[0];
}

interface Structure {
  /** In their order, each followed by a space. */
  readonly children: RegExp;
  readonly attributes: readonly string[];
}

/** By element, what the schemas of Jenkins and of windyroad's JUnit-Schema have in common. */
const structure: Readonly<Record<string, Structure>> = {
  testsuites: { children: /^(testsuite )*$/, attributes: ['name', 'tests', 'failures', 'errors', 'skipped'] },
  testsuite: {
    children: /^properties (testcase )*$/,
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'timestamp'],
  },
  properties: { children: /^(property )*$/, attributes: [] },
  property: { children: /^$/, attributes: ['name', 'value'] },
  testcase: { children: /^((skipped|failure) )?system-out $/, attributes: ['name', 'classname'] },
  failure: { children: /^$/, attributes: ['message', 'type'] },
  skipped: { children: /^$/, attributes: ['message'] },
  'system-out': { children: /^$/, attributes: [] },
};

function expectStructure({ name, attributes, children }: Element): void {
  expect(children.map((child) => `${child.name} `).join('')).toMatch(structure[name].children);
  expect(Object.keys(attributes)).toEqual(structure[name].attributes);
  children.forEach(expectStructure);
}

function reportOf(...results: Result[]): Element {
  const report = parseXml(junitReport(results.map((result, index) => ({ path: `${index}.json`, text: '', result }))));
  expectStructure(report);
  return report;
}

function resultOf(...changes: Parameters<typeof exampleUnit>[0][]): Result {
  const units = changes.map((change, repetition) => exampleUnit({ ...continuous, repetition, ...change }));
  return exampleResult({ units, summary: summarize(continuous, units) });
}

test('has a suite for each file and a case for each configuration and rate', () => {
  const { attributes, children } = reportOf(comparedResult(), exampleResult());
  expect(attributes).toEqual({ name: 'stream-bench', tests: '2', failures: '1', errors: '0', skipped: '0' });
  expect(children.map((suite) => suite.attributes['tests'])).toEqual(['2', '0']);
  expect(children[0].attributes['timestamp']).toBe('2026-01-02T03:04:05');
  const [, ...cases] = children[0].children;
  expect(cases.map((of) => of.attributes['name'])).toEqual([
    'continuous at 10,000 records/s',
    'micro-batch 100 ms at 10,000 records/s',
  ]);
});

describe('a case', () => {
  test.each<[string, Result, string, string]>([
    [
      'fails where the backlog grows',
      resultOf({ keepsUp: 'no', backlog: { max: 9, slopeShare: 0.02 } }),
      'failure',
      'does not keep up: the backlog grows, or micro-batches or commits take longer than their interval or epoch',
    ],
    ['fails where a unit failed', resultOf({}, { failure: 'its answer differs' }), 'failure', '1 of 2 units failed'],
    [
      'is skipped where no unit counts',
      resultOf({ exclusions: ['stolen time', 'clock step'].map(excludingAll) }),
      'skipped',
      'every unit is excluded; repetition 1: stolen time; repetition 1: clock step',
    ],
    [
      'is skipped where it is inconclusive',
      resultOf({ keepsUp: 'inconclusive' }),
      'skipped',
      'inconclusive whether it keeps up',
    ],
    [
      'is skipped where that is excluded',
      resultOf({ exclusions: [{ reason: 'a pause', figures: ['keepsUp', 'p999'] }] }),
      'skipped',
      'inconclusive whether it keeps up; repetition 1: keeps up, p99.9 excluded: a pause',
    ],
  ])('%s, with the reason', (_, result, name, message) => {
    const [verdict] = reportOf(result).children[0].children[1].children;
    expect([verdict.name, verdict.attributes['message']]).toEqual([name, message]);
  });

  test('passes where it keeps up, or where there is no rate to keep up with', () => {
    for (const result of [
      resultOf({}),
      resultOf({ offeredRate: null, keepsUp: 'inconclusive', backlog: { max: 9, slopeShare: null } }),
    ]) {
      expect(reportOf(result).children[0].children[1].children.map(({ name }) => name)).toEqual(['system-out']);
    }
  });
});

test('a case tells the late records, and does not pass where they are too many', () => {
  const { experiment } = exampleResult();
  const lateIn = (tooMany: boolean): string => {
    const late = { records: 19, dropped: 19, of: 20, tooMany, text: '19 of 20 records were late and dropped (95 %).' };
    return junitReport([{ path: 'a.json', text: '', result: comparedResult({ experiment: { ...experiment, late } }) }]);
  };
  expect(lateIn(true)).toContain('<skipped message="19 of 20 records were late and dropped (95 %)."/>');
  expect(lateIn(false)).not.toContain('<skipped');
  expect(lateIn(false)).toContain('19 of 20 records were late and dropped (95 %).</system-out>');
});

test('a capacity is a case: none at any rate is a failure, an inconclusive one is skipped', () => {
  const [, ...cases] = reportOf(
    capacityResult([
      exampleCapacity(continuous, 20_000),
      exampleCapacity(every100Ms, null, { verdict: 'no', objective: 'p99=50ms' }),
      exampleCapacity(every100Ms, null),
    ]),
  ).children[0].children;
  expect(cases.map(({ attributes, children: [first] }) => [attributes['name'], first.name])).toEqual([
    ['capacity of continuous', 'system-out'],
    ['capacity of micro-batch 100 ms under p99=50ms', 'failure'],
    ['capacity of micro-batch 100 ms', 'skipped'],
  ]);
});

test('configurations of several engines are cases, with what is excluded of each', () => {
  const files = [{ path: 'a.json', text: '', result: enginesResult() }];
  const [, local, spark] = reportOf(enginesResult()).children[0].children;
  expect([local, spark].map(({ attributes, children: [first] }) => [attributes['name'], first.name])).toEqual([
    ['continuous at 10,000 records/s', 'system-out'],
    ['spark real-time at 10,000 records/s', 'skipped'],
  ]);
  expect(junitReport(files)).toContain('p99.9: 40 ms (40)\nrec/s: 10,000\nbusy: –\n1 of 3 units excluded in part:\n');
  expect(junitReport(files)).toContain('\np99.9, distribution in 1 unit, of spark real-time: a pause of 40 ms<');
});

test('any text is only text', () => {
  const { experiment } = exampleResult();
  const report = reportOf(comparedResult({ experiment: { ...experiment, workload: hostile }, command: hostile }));
  expect(report.children[0].attributes['name']).toBe(
    hostile
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
      .replaceAll(/[^\P{Cc}\r\n\u009b]/gu, '\u{FFFD}'),
  );
});
