import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { UnitReport } from '../../engines/unit-report.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { virtualReference, virtualUnit } from '../../engines/virtual-unit.test-program.ts';
import { local } from '../../engines/example-spec.test-program.ts';
import { StreamBenchError } from '../../errors.ts';
import type { GateFindings } from '../../results/findings/gate.ts';
import { contradiction } from '../../results/contradiction.ts';
import type { Result } from '../../results/result.ts';
import { schemaViolation } from '../../results/schema-violation.ts';
import { exitCodeOf } from '../../cli/experiment/exit-code.ts';
import { reportByKind } from '../../reports/by-kind.ts';
import { githubAnnotation } from '../../reports/github-annotation.ts';
import { htmlPage } from '../../reports/html/page.ts';
import { junitReport } from '../../reports/junit.ts';
import { markdownReport } from '../../reports/markdown.ts';
import { fraud } from '../../workloads/fraud.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleTools, madeUpLocal } from '../example-tools.test-program.ts';
import { problemOf, type Outcome } from '../outcome.ts';
import type { GateSettings } from './gate-settings.ts';
import { gate } from './gate.ts';
import { requireMeasurable } from './unit-size.ts';

// Copies of pipelines in virtual time, whose cost for each record is known.

const micros = 1000;
const copies = ['base-1', 'base-2', 'head-1', 'head-2'];

interface World {
  /** What a record takes, by the copy. */
  readonly recordMicros: (copy: string) => number;
  /** Standard deviation of the logarithm of a unit's speed. */
  readonly sigma?: number;
  readonly answerOf?: (workload: string) => string;
  /** From this unit on, head answers otherwise than batch of head. */
  readonly wrongFrom?: number;
  readonly changes?: Partial<GateSettings>;
  /** What a unit takes of the time that there is; undefined: it drains its backlog in virtual time. */
  readonly unitMs?: number | undefined;
  /** What making copies took of the time of the gate. */
  readonly preparingMs?: number;
  /** What an answer of batch takes. */
  readonly referenceMs?: number;
  readonly afterUnit?: (units: number) => void;
  /** Whether more than a twentieth of the records are late, and dropped. */
  readonly isLate?: boolean;
  /** Whether units report no windowed p99, as those of an older tool. */
  readonly isOlder?: boolean;
}

const late = { late: { records: 1000, dropped: 1000, measuredDropped: 1000, cause: null } };

interface Gated extends Outcome {
  readonly findings: GateFindings;
  readonly text: string;
  readonly units: number;
  /** How long it took, in milliseconds. */
  readonly tookMs: number;
}

async function gated(world: World): Promise<Gated> {
  const { recordMicros, sigma = 0, answerOf, wrongFrom = Infinity, changes, afterUnit } = world;
  const unitMs = 'unitMs' in world ? world.unitMs : 500;
  const timelineIn = ({ timeline }: UnitReport): UnitReport['timeline'] => {
    if (!world.isOlder || timeline === null) return timeline;
    const { windowedP99Micros: _, ...older } = timeline;
    return older;
  };
  let [nowMs, units] = [0, 0];
  const measure = async (spec: UnitSpec) => {
    units++;
    afterUnit?.(units);
    const copy = spec.workload;
    const processingNanos = (records: number): number => records * recordMicros(copy) * micros;
    const measured = virtualUnit({ processingNanos, sigma, noiseSeed: copies.indexOf(copy) });
    const found = await measured(spec);
    nowMs += unitMs ?? 500 + (1000 * found.records.measured) / found.throughput!;
    const report = { ...found, timeline: timelineIn(found), peakRssBytes: 200e6 };
    if (units < wrongFrom || !copy.startsWith('head')) return report;
    return { ...report, output: { ...report.output, digest: null, unorderedDigest: 'another' } };
  };
  const referenceOf = async (spec: UnitSpec) => {
    nowMs += world.referenceMs ?? 0;
    const reference = { ...(await virtualReference(spec)), ...(world.isLate && late) };
    const digest = answerOf?.(spec.workload);
    return digest === undefined ? reference : { ...reference, answer: { ...reference.answer, digest } };
  };
  const tools = exampleTools([madeUpLocal(measure)], referenceOf);
  const settings: GateSettings = {
    ...exampleSettings,
    configurations: [local()],
    repetitions: 1,
    base: 'main (1a2b3c4)',
    head: 'HEAD (5d6e7f8)',
    ratesPerSecond: null,
    isChangeExpected: false,
    longestMs: 300_000,
    ...changes,
  };
  const outcome = await gate(settings, fraud, {
    ...tools,
    earlierUnits: 0,
    now: () => nowMs,
    startMs: -(world.preparingMs ?? 0),
    control: async () => ({ processorMicros: 10, memoryMicros: 20, commitMicros: 30 }),
  });
  const findings = outcome.result!.findings as GateFindings;
  return { ...outcome, findings, text: outcome.result!.recommendation!.text, units, tookMs: nowMs };
}

const verdictsOf = ({ figures }: GateFindings): Record<string, string> =>
  Object.fromEntries(figures.map(({ load, metric, verdict }) => [`${load} ${metric}`, verdict]));

describe('code that has not changed', () => {
  test('passes in all figures at the first look', async () => {
    const { findings, text } = await gated({ recordMicros: () => 1000, sigma: 0.02 });
    expect(new Set(Object.values(verdictsOf(findings)))).toEqual(new Set(['pass']));
    expect(findings.figures.map(({ pairs }) => pairs)).toEqual(findings.figures.map(() => 12));
    expect(text).toMatch(/^Pass: head is no worse than main \(1a2b3c4\) in any of \d figures, within their margins\.$/);
  });

  test('passes without any noise, too', async () => {
    expect((await gated({ recordMicros: () => 1000 })).text).toMatch(/^Pass: /);
  });
});

describe('code that is slower', () => {
  test('is a regression that fresh pairs confirm, by as much as it is', async () => {
    const recordMicros = (copy: string): number => (copy.startsWith('head') ? 1200 : 1000);
    const { findings, text } = await gated({ recordMicros, sigma: 0.02 });
    expect(verdictsOf(findings)).toMatchObject({
      'most busyMicrosPerRecord': 'regression',
      'overload throughput': 'regression',
    });
    const busy = findings.figures.find(({ metric }) => metric === 'busyMicrosPerRecord')!;
    expect(busy.change).toBeCloseTo(0.2, 1);
    // A rate falls by a sixth where each record takes a fifth longer.
    expect(findings.figures.at(-1)!.change).toBeCloseTo(1 / 6, 1);
    expect(busy.confirmed).toEqual({ change: expect.closeTo(0.2, 1) as number, pairs: busy.pairs });
    expect(text).toMatch(/^Regression: head is worse than main \(1a2b3c4\): .*busy per record of continuous at/);
  });

  test('by a factor of 20 is a regression too, though units that drain their backlog take long', async () => {
    const recordMicros = (copy: string): number => (copy.startsWith('head') ? 20_000 : 1000);
    const { findings, text, problem } = await gated({ recordMicros, sigma: 0.02, unitMs: undefined });
    expect(text).toMatch(/^Regression: head is worse than main \(1a2b3c4\): .*busy per record/);
    expect(findings.figures[0].ratePerSecond).toBeLessThan(50);
    expect(problem).toBeUndefined();
  });

  test('is found in little time too: of what looks worse then, the surest one is measured on', async () => {
    const recordMicros = (copy: string): number => (copy.startsWith('head') ? 20_000 : 1000);
    const configurations = [local(), local({ executor: 'micro-batch', intervalMs: 10 })];
    const changes = { configurations, longestMs: 80_000 };
    const { findings, text } = await gated({ recordMicros, sigma: 0.02, unitMs: undefined, changes });
    expect(text).toMatch(/^Regression: /);
    const pairs = findings.figures.map((figure) => figure.pairs);
    expect(Math.max(...pairs)).toBe(12);
    expect(pairs.filter((count) => count > 4).length).toBeLessThanOrEqual(2);
  });

  test('at a given rate is no pass where too few units are measured to be sure', async () => {
    const recordMicros = (copy: string): number => (copy.startsWith('head') ? 70_000 : 1000);
    const changes = { ratesPerSecond: [500], longestMs: 120_000 };
    const { problem } = await gated({ recordMicros, sigma: 0.02, unitMs: undefined, changes });
    expect(problem!.message).toMatch(/the time was over before there were enough pairs to find a regression\nRaise it/);
  });

  test('by less than the margin passes', async () => {
    const recordMicros = (copy: string): number => (copy.startsWith('head') ? 1010 : 1000);
    expect((await gated({ recordMicros })).text).toMatch(/^Pass: /);
  });
});

test('p99 has a narrow margin in windows and a wide one over all records, unless these wait', async () => {
  const configurations = [local(), local({ executor: 'micro-batch', intervalMs: 10 })];
  const { findings } = await gated({ recordMicros: () => 20, changes: { configurations } });
  const tails = findings.figures.filter(({ label }) => label.endsWith('p99'));
  expect(tails.map(({ executor, load, label, margin }) => [executor, load, label, margin])).toEqual([
    ['continuous', 'half', 'windowed p99', 0.1],
    ['continuous', 'half', 'p99', 0.5],
    ['continuous', 'most', 'windowed p99', 0.1],
    ['micro-batch', 'half', 'p99', 0.1],
    ['micro-batch', 'most', 'p99', 0.1],
  ]);
});

test('where the tool of base is older and knows no windows, the p99 of all records has the narrow margin', async () => {
  const { findings } = await gated({ recordMicros: () => 20, isOlder: true });
  const tails = findings.figures.filter(({ label }) => label.endsWith('p99'));
  expect(tails.map(({ load, label, margin }) => [load, label, margin])).toEqual([
    ['half', 'p99', 0.1],
    ['most', 'p99', 0.1],
  ]);
});

test('loads that are given take the place of those by what base sustains', async () => {
  const { findings } = await gated({ recordMicros: () => 1000, changes: { ratesPerSecond: [200, 300] } });
  const given = findings.figures.filter(({ load }) => load === 'given').map(({ ratePerSecond }) => ratePerSecond);
  expect([...new Set(given)]).toEqual([200, 300]);
  expect([...new Set(findings.figures.map(({ load }) => load))]).toEqual(['given', 'overload']);
});

test('where copies of the same code differ, nothing is sure', async () => {
  const recordMicros = (copy: string): number => (copy === 'head-2' ? 1200 : 1000);
  const { findings, text } = await gated({ recordMicros, changes: { longestMs: 60_000 }, unitMs: 500 });
  expect(verdictsOf(findings)['overload throughput']).toBe('inconclusive');
  expect(text).toMatch(
    /^Inconclusive: .*copies of the same code differ by more than the margin: .*Run it again on a quieter machine\.$/,
  );
});

test('what only one copy of head is worse in is no regression', async () => {
  // The middle of all pairs is beyond the margin of 5 %, and the copies differ by less than that.
  const slower: Readonly<Record<string, number>> = { 'head-1': 1035, 'head-2': 1080 };
  const { findings } = await gated({ recordMicros: (copy) => slower[copy] ?? 1000 });
  const busy = findings.figures.find(({ metric }) => metric === 'busyMicrosPerRecord')!;
  expect(busy).toMatchObject({ verdict: 'inconclusive', why: expect.stringMatching(/single copies/) as string });
  expect(busy.change).toBeGreaterThan(0.05);
});

test('from ten times on it is told as a factor', async () => {
  const recordMicros = (copy: string): number => (copy.startsWith('head') ? 1900 : 1000);
  const { text } = await gated({ recordMicros, sigma: 0.02 });
  expect(text).toMatch(
    /^Regression: .* p50 of continuous at four fifths of full load by a factor of [\d,]+ \([\d,]+ to [\d,]+\)/,
  );
});

describe('a regression in reports', async () => {
  const recordMicros = (copy: string): number => (copy.startsWith('head') ? 1200 : 1000);
  const { result } = await gated({ recordMicros, sigma: 0.02 });
  const written = JSON.parse(JSON.stringify(result)) as Result;
  const file = { path: 'gate.json', text: JSON.stringify(written), result: written };

  test('is in a document that holds', () => {
    expect([schemaViolation(written), contradiction(written)]).toEqual([undefined, undefined]);
    expect(exitCodeOf(written, {})).toBe(2);
  });

  test('is refused where its parts contradict each other', () => {
    const findings = written.findings as GateFindings;
    const withFirst = (changes: Partial<GateFindings['figures'][number]>): Result => {
      return { ...written, findings: { ...findings, figures: [{ ...findings.figures[0], ...changes }] } };
    };
    expect(contradiction(withFirst({ change: 9 }))).toBe('findings.figures[0].change is not between its low and high');
    expect(contradiction(withFirst({ pairs: 0 }))).toMatch(/^findings\.figures\[0\]\.verdict is regression, although/);
  });

  test('is what the terminal begins with, in 80 columns', () => {
    const report = stripVTControlCharacters(reportByKind(written, undefined));
    expect(report).toMatch(/^Regression: head is worse than main \(1a2b3c4\): /);
    expect(report).toMatch(/\ncontinuous +busy per record +1\.0[0-4]\d ms +1\.2[0-4]\d ms +\d+ % regression\n/);
    expect(report.split('\n').filter((line) => line.length > 79)).toEqual([]);
  });

  test('is a row in Markdown, a failure in JUnit, and a row on the page', () => {
    expect(markdownReport(written)).toMatch(/\| continuous \| [\d,]+\/s \| busy per record \| .* \| regression \|/);
    expect(junitReport([file])).toMatch(
      /name="busy per record of continuous at [\d,]+\/s"[^>]*>\s*<failure message="worse by/,
    );
    const page = htmlPage([file], { script: '', style: '' });
    expect(page.replaceAll(/<[^>]*>/g, ' ')).toMatch(/busy per record\s+1\.0[0-4]\d ms\s+1\.2[0-4]\d ms\s/);
  });
});

describe('another answer', () => {
  const answerOf = (workload: string): string => workload.slice(0, 4);

  test('is a regression, before anything is timed', async () => {
    const { findings, text, units } = await gated({ recordMicros: () => 1000, answerOf });
    expect([findings.answers, findings.figures, units]).toEqual(['differ', [], 0]);
    expect(text).toMatch(
      /^Regression: head has another answer than main .*Nothing was timed\. .*--expect-answer-change/,
    );
  });
});

test('where too many records are late nothing is timed, and nothing fails', async () => {
  const { result, text, units } = await gated({ recordMicros: () => 1000, isLate: true });
  expect(text).toMatch(/^Inconclusive: too many records were late and dropped/);
  expect([units, exitCodeOf(result!, {}), exitCodeOf(result!, { strict: true })]).toEqual([0, 0, 3]);
});

test('a unit with a wrong answer ends it, and is what every report begins with', async () => {
  const { result, findings, text, units } = await gated({ recordMicros: () => 1000, wrongFrom: 40 });
  expect(text).toMatch(/^Wrong answer: \d+ of \d+ units, the first one of head: its answer differs from that of batch/);
  expect(units).toBeLessThan(60);
  expect(new Set(findings.figures.map(({ why }) => why))).toEqual(new Set(['the gate ended early']));
  expect(() => exitCodeOf(result!, {})).toThrow('units gave different answers');
  expect(githubAnnotation(result!, undefined)).toMatch(/^::error title=stream-bench gate::Wrong answer: /);
  const file = { path: 'gate.json', text: '', result: result! };
  expect(junitReport([file])).toMatch(/name="answers"[^>]*>\s*<failure message="\d+ of \d+ units failed"/);
});

test('a wrong answer while a regression is confirmed ends it, too', async () => {
  const recordMicros = (copy: string): number => (copy.startsWith('head') ? 1200 : 1000);
  const { units: whole } = await gated({ recordMicros, sigma: 0.02 });
  const { text, units } = await gated({ recordMicros, sigma: 0.02, wrongFrom: whole - 10 });
  expect(text).toMatch(/^Wrong answer: /);
  expect(units).toBeLessThan(whole);
});

test('what is likely worse is measured on, and confirmed', async () => {
  const recordMicros = (copy: string): number => (copy.startsWith('head') ? 1200 : 1000);
  const short = { sigma: 0.02, unitMs: 3000, changes: { longestMs: 200_000 } };
  expect((await gated({ ...short, recordMicros })).text).toMatch(/^Regression: head is worse than main/);
  const same = await gated({ ...short, recordMicros: () => 1000 });
  expect(same.units * short.unitMs).toBeLessThanOrEqual(short.changes.longestMs);
});

test('a rate that is given and cannot be measured is refused', () => {
  const { engines } = exampleTools([madeUpLocal(virtualUnit({ processingNanos: () => 1 }))]);
  const given = { ratesPerSecond: [1e9], configurations: [local()], warmUpMs: 500 };
  expect(() => requireMeasurable(given, engines)).toThrow(
    /^at 1,000,000,000 records\/s a unit would have more than 1,000,000 records\nGive/,
  );
});

test.each([
  [0.3, /Run it again on a quieter machine\.$/],
  [0.1, /About \d+ pairs, so --max-minutes \d+, would decide /],
])('the time that it may take is kept, and what is open then is told, at a noise of %d', async (sigma, advice) => {
  const { findings, text, units } = await gated({
    recordMicros: () => 1000,
    sigma,
    unitMs: 1000,
    changes: { longestMs: 120_000 },
  });
  // What is likely worse by chance is measured on.
  expect(units).toBeLessThanOrEqual(1.75 * 120);
  expect(Object.values(verdictsOf(findings))).toContain('inconclusive');
  expect(text).toMatch(/^Inconclusive: \d of \d figures pass; too few pairs /);
  expect(text).toMatch(advice);
});

test('the time of making copies counts', async () => {
  const world = { recordMicros: () => 1000, sigma: 0.3, unitMs: 1000, changes: { longestMs: 120_000 } };
  const [all, less] = [await gated(world), await gated({ ...world, preparingMs: 24_000 })];
  expect(less.units).toBeLessThanOrEqual(all.units - 20);
});

test.each([
  ['loads are found', { unitMs: 25_000 }, 3],
  ['answers are compared', { referenceMs: 20_000 }, 8],
])('a gate whose time is over before all %s ends then, and is no pass', async (_, slow, unitsUntilThen) => {
  const world = { recordMicros: () => 1000, changes: { longestMs: 60_000 }, ...slow };
  const { problem, units, result, tookMs } = await gated(world);
  expect(problem!.message).toMatch(/^--max-minutes 1: the time was over before it was known what to measure\nRaise it/);
  expect([units, result!.units]).toEqual([unitsUntilThen, []]);
  expect(tookMs).toBeLessThan(90_000);
});

test('what was measured before an interruption is kept', async () => {
  const { result, problem } = await gated({
    recordMicros: () => 1000,
    afterUnit: (units) => {
      if (units === 40) throw new DOMException('', 'AbortError');
    },
  });
  expect(problemOf(problem)).toBeInstanceOf(StreamBenchError);
  expect(result).toMatchObject({ interrupted: true });
  expect(result!.units.length).toBeGreaterThan(20);
});
