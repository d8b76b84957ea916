import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../cli/experiment/exit-code.ts';
import { local } from '../../engines/example-spec.test-program.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { virtualReference, virtualUnit } from '../../engines/virtual-unit.test-program.ts';
import { reportByKind } from '../../reports/by-kind.ts';
import { githubAnnotation } from '../../reports/github-annotation.ts';
import { htmlPage } from '../../reports/html/page.ts';
import { junitReport } from '../../reports/junit.ts';
import { markdownReport } from '../../reports/markdown.ts';
import { contradiction } from '../../results/contradiction.ts';
import type { GateFindings } from '../../results/findings/gate.ts';
import type { Result } from '../../results/result.ts';
import { schemaViolation } from '../../results/schema-violation.ts';
import { fraud } from '../../workloads/fraud.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleTools, madeUpLocal } from '../example-tools.test-program.ts';
import type { Outcome } from '../outcome.ts';
import type { ObjectiveAt } from './held-objective.ts';
import { holdObjectives } from './hold-objectives.ts';

// A pipeline in virtual time, whose cost for each record is known: below its capacity that is its latency.

const recordMicros = 200;
const below = (limitMicros: number, ratePerSecond = 2000): ObjectiveAt => {
  const text = `p99=${limitMicros / 1000}ms`;
  return { percentile: 'p99', limitMicros, text, ratePerSecond, durationMs: 1000 };
};

interface Trial {
  readonly sigma?: number;
  readonly unitMs?: number;
  /** What the answer of batch takes. */
  readonly referenceMs?: number;
  readonly longestMs?: number;
  /** From this unit on, the answer is not that of batch. */
  readonly wrongFrom?: number;
}

async function held(
  objectives: readonly ObjectiveAt[],
  { sigma = 0.05, unitMs = 5000, referenceMs = 0, longestMs = 300_000, wrongFrom = Infinity }: Trial = {},
): Promise<Outcome & { readonly findings: GateFindings; readonly text: string }> {
  let [nowMs, units] = [0, 0];
  const server = virtualUnit({ processingNanos: (records) => records * recordMicros * 1000, sigma, noiseSeed: 1 });
  const measure = async (spec: UnitSpec) => {
    nowMs += unitMs;
    const report = await server(spec);
    if (++units < wrongFrom) return report;
    return { ...report, output: { ...report.output, digest: null, unorderedDigest: 'another' } };
  };
  const referenceOf = async (spec: UnitSpec) => {
    nowMs += referenceMs;
    return virtualReference(spec);
  };
  const outcome = await holdObjectives(
    { ...exampleSettings, configurations: [local()], objectives, longestMs },
    fraud,
    {
      ...exampleTools([madeUpLocal(measure)], referenceOf),
      earlierUnits: 0,
      now: () => nowMs,
      startMs: 0,
      control: async () => ({ processorMicros: 10, memoryMicros: 20, commitMicros: 30 }),
    },
  );
  const { findings, recommendation } = outcome.result!;
  return { ...outcome, findings: findings as GateFindings, text: recommendation!.text };
}

test('one that is far above the latency is held, at the first look', async () => {
  const { findings, text, result } = await held([below(1000)]);
  expect(findings.objectives).toMatchObject([{ verdict: 'held', units: 12, objective: 'p99=1ms' }]);
  expect(text).toMatch(/^Pass: p99=1ms at 2,000 records\/s with continuous is held, \d{3}\.\d µs \(.* to .*\)\.$/);
  expect(exitCodeOf(result!, {})).toBe(0);
});

test('one that is far below the latency is missed', async () => {
  const { findings, text, result } = await held([below(100)]);
  expect(findings.objectives).toMatchObject([{ verdict: 'missed', units: 12 }]);
  expect(text).toMatch(/^Missed: p99=0\.1ms at 2,000 records\/s with continuous, \d{3}\.\d µs/);
  expect(exitCodeOf(result!, {})).toBe(2);
});

test('at a rate above the capacity none is held, however large: the backlog grows', async () => {
  const { findings, text } = await held([below(1e9, 6000)]);
  expect(findings.objectives).toMatchObject([{ verdict: 'missed', why: 'it does not keep up' }]);
  expect(text).toMatch(/^Missed: .* with continuous, it does not keep up\.$/);
});

test('one that is as large as the latency stays open until the time is over', async () => {
  const { findings, text, result } = await held([below(recordMicros)], { unitMs: 1000, longestMs: 30_000 });
  expect(findings.objectives).toMatchObject([{ verdict: 'inconclusive', units: 30 }]);
  expect(text).toMatch(
    /^Inconclusive: .*too few units for so much noise\)\. Use a quieter machine, or move the limit\.$/,
  );
  expect([exitCodeOf(result!, {}), exitCodeOf(result!, { strict: true })]).toEqual([0, 3]);
});

test('of one that is a little larger, it is told how many units would do', async () => {
  const short = { sigma: 0.3, unitMs: 1000, longestMs: 15_000 };
  const { findings, text } = await held([below(1.02 * recordMicros)], short);
  const { unitsToSettle } = findings.objectives[0];
  expect(unitsToSettle).toBeGreaterThan(15);
  expect(text).toContain(
    `About ${unitsToSettle} units, so --max-minutes ${Math.ceil(unitsToSettle! / 60)}, would decide it`,
  );
});

test('a unit with a wrong answer ends it', async () => {
  const { text, result } = await held([below(1000)], { unitMs: 1000, wrongFrom: 3 });
  expect(result!.units).toHaveLength(3);
  expect(text).toMatch(/^Wrong answer: 1 of 3 units/);
});

test('a gate whose time is over before the first unit fails', async () => {
  const { problem } = await held([below(1000)], { referenceMs: 70_000, longestMs: 60_000 });
  expect(problem!.message).toMatch(
    /the time was over before there were enough units to find a missed objective\nRaise it/,
  );
});

test('a gate whose time is over before batch has answered at each rate ends then', async () => {
  const slow = { referenceMs: 70_000, longestMs: 60_000 };
  const { problem, findings, result } = await held([below(1000), below(1000, 3000), below(1000, 4000)], slow);
  expect(problem!.message).toMatch(/^--max-minutes 1: the time was over before the answers of batch were known\nRaise/);
  expect([result!.units, findings.objectives.map(({ why }) => why)]).toEqual([
    [],
    Array(3).fill('the gate ended early'),
  ]);
});

test('those that are decided drop out, so that the others have the time', async () => {
  const trial = { unitMs: 1000, longestMs: 60_000 };
  const { findings } = await held([below(1000, 1000), below(recordMicros)], trial);
  const [sure, open] = findings.objectives;
  expect([sure.verdict, sure.units, open.verdict]).toEqual(['held', 12, 'inconclusive']);
  expect(open.units).toBeGreaterThan(30);
});

test('objectives at one rate share their units', async () => {
  const { findings, result } = await held([below(1000), below(100)]);
  expect(findings.objectives).toMatchObject([
    { verdict: 'held', units: 12 },
    { verdict: 'missed', units: 12 },
  ]);
  expect(result!.units).toHaveLength(12);
});

describe('in reports', async () => {
  const { result } = await held([below(1000), below(100)]);
  const written = JSON.parse(JSON.stringify(result)) as Result;
  const file = { path: 'gate.json', text: JSON.stringify(written), result: written };

  test('the document holds', () => {
    expect([schemaViolation(written), contradiction(written)]).toEqual([undefined, undefined]);
  });

  test('the terminal begins with what is missed, in 80 columns', () => {
    const report = stripVTControlCharacters(reportByKind(written, undefined));
    expect(report).toMatch(/^Missed: p99=0\.1ms at 2,000 records\/s/);
    expect(report).toMatch(/\ncontinuous +p99=1ms at 2,000\/s +\d{3}\.\d µs held\n/);
    expect(report.split('\n').filter((line) => line.length > 79)).toEqual([]);
  });

  test('Markdown has a row, JUnit a failure, the page a row, GitHub an error', () => {
    expect(markdownReport(written)).toMatch(/\| continuous \| p99=1ms at 2,000\/s \| .* \| held \|/);
    expect(junitReport([file])).toMatch(
      /name="p99=0.1ms at 2,000\/s with continuous"[^>]*>\s*<failure message="missed/,
    );
    expect(htmlPage([file], { script: '', style: '' }).replaceAll(/<[^>]*>/g, ' ')).toMatch(/p99=0\.1ms at 2,000\/s\s/);
    expect(githubAnnotation(written, './a,b.ts')).toMatch(
      /^::error file=\.\/a%2Cb\.ts,title=stream-bench gate::Missed: p99=0\.1ms at [^\n]*\n$/,
    );
  });
});
