import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableOf } from '../columns/rows.test-program.ts';
import { batch } from '../executors/batch.ts';
import { continuous } from '../executors/continuous.ts';
import type { Executor } from '../executors/executor.ts';
import { microBatch } from '../executors/micro-batch.ts';
import { VirtualClock } from '../measurement/clock/virtual-clock.ts';
import { functions } from '../pipeline/functions/index.ts';
import { inputsOf, sourceOf, type PlanNode } from '../pipeline/plan-node.ts';
import { cases, expressionCases, type Case } from './arbitrary/cases.test-program.ts';
import { functionsCalled } from './arbitrary/expressions.test-program.ts';
import { operatorKinds } from './arbitrary/plans.test-program.ts';
import { compile } from '../compile/compile.ts';
import { fateNames, isOverflow } from '../compile/step-results.test-program.ts';
import { evaluate, type Answer } from './reference/evaluate.test-program.ts';
import { Overflow } from './reference/functions/meaning.test-program.ts';
import { asOutput } from './reference/latest.test-program.ts';
import type { Step } from '../compile/step.ts';

/** `npm run test:plans` takes 10,000, in CI too. */
const caseCount = Number(process.env['STREAM_BENCH_CASES'] ?? 300);
const timeoutMs = 60_000 + caseCount * 40;

/** An integer beyond ±2^53: the run has no answer, under any executor. */
const overflow = 'overflow';

describe(`over ${caseCount} random plans and streams`, () => {
  test(
    'every executor, and any division into invocations, gives the answer of the reference evaluator',
    () => {
      fc.assert(
        fc.property(cases, invocations, (each, { timing, cuts }) => {
          const expected = referenceAnswer(each);
          for (const [name, executor] of Object.entries(executors(timing))) {
            deepStrictEqual(
              compiledAnswer(each, (step) => drive(executor, step, each, timing)),
              expected,
              name,
            );
          }
          deepStrictEqual(
            compiledAnswer(each, (step, take) => cutAnywhere(step, take, each, cuts)),
            expected,
            'cut anywhere',
          );
          deepStrictEqual(answerThroughRing(each), expected, 'through a ring');
        }),
        { numRuns: caseCount },
      );
    },
    timeoutMs,
  );

  test(
    'every expression has the value that the reference evaluator gives',
    () => {
      fc.assert(
        fc.property(expressionCases, (each) => {
          deepStrictEqual(
            compiledAnswer(each, (step) => step.invoke(0, each.records.length)),
            referenceAnswer(each),
          );
        }),
        { numRuns: caseCount },
      );
    },
    timeoutMs,
  );
});

describe('the random plans and streams', () => {
  const samples = fc
    .sample(cases, { numRuns: 1000, seed: 1 })
    .map((each) => ({ each, kinds: kindsOf(each.plan), answer: referenceAnswer(each) }));
  const answers = samples.map(({ answer }) => answer).filter((answer) => answer !== overflow);

  test('call every function', () => {
    expect(functionsCalled).toEqual(new Set(Object.keys(functions)));
  });

  test('contain every operator, also after a window', () => {
    const afterWindows = samples.flatMap(({ kinds }) =>
      kinds.slice(kinds.indexOf('tumbling-window') + 1 || kinds.length),
    );
    expect(new Set(afterWindows)).toEqual(new Set(operatorKinds));
  });

  test('reach each fate, late records, rows before and at the end of the stream, and integers that overflow', () => {
    const count = (holds: (answer: Answer) => boolean): number => answers.filter(holds).length;
    for (const each of ['dropped', 'absorbed', 'emitted'] as const)
      expect(count(({ fates }) => fates.includes(each))).toBeGreaterThan(100);
    expect(count(({ late }) => late.records > 0)).toBeGreaterThan(50);
    expect(count(({ late }) => late.additions > late.records)).toBeGreaterThan(20);
    expect(samples.filter(({ each, answer }) => isLateBeforeMeasured(each, answer)).length).toBeGreaterThan(20);
    expect(count(({ rows, fates }) => rows.some(({ cause }) => cause === fates.length))).toBeGreaterThan(100);
    expect(
      count(({ rows, fates }) => fates.includes('absorbed') && rows.some(({ cause }) => cause < fates.length)),
    ).toBeGreaterThan(100);
    expect(samples.length - answers.length).toBeGreaterThan(3);
    expect(samples.length - answers.length).toBeLessThan(200);
  });
});

interface Timing {
  readonly intervalNanos: number;
  readonly phaseNanos: number;
  readonly gapsNanos: readonly number[];
  readonly serviceNanos: number;
}

const invocations = fc.record({
  timing: fc.record({
    intervalNanos: fc.nat(100),
    phaseNanos: fc.nat(99),
    gapsNanos: fc.array(fc.nat(30), { minLength: 1, maxLength: 10 }),
    serviceNanos: fc.nat(50),
  }),
  cuts: fc.array(fc.record({ records: fc.nat(10), take: fc.boolean() }), { minLength: 1, maxLength: 10 }),
});

function executors({ intervalNanos, phaseNanos }: Timing): Record<string, Executor> {
  return {
    batch,
    continuous,
    'micro-batch': microBatch({ intervalNanos, phaseNanos: intervalNanos === 0 ? 0 : phaseNanos % intervalNanos }),
  };
}

/** Takes the rows that the step has emitted so far. */
type Take = () => void;

/** In a table of four rows, into which the records are written as they are needed. */
function answerThroughRing(each: Case): Answer | typeof overflow {
  const { plan, records } = each;
  const { schema } = sourceOf(plan);
  const ring = tableOf(schema, records.slice(0, ringSize));
  return compiledAnswer(
    each,
    (step) => {
      for (let from = 0; from < records.length; from += 3) {
        const to = Math.min(from + 3, records.length);
        for (let record = from; record < to; record++) {
          ring.write(
            record % ringSize,
            Object.keys(schema).map((name) => records[record][name]),
          );
        }
        step.invoke(from, to);
      }
    },
    ring,
  );
}

const ringSize = 4;

function compiledAnswer(
  { plan, records, measuredFrom }: Case,
  run: (step: Step, take: Take) => void,
  recordTable = tableOf(sourceOf(plan).schema, records),
): Answer | typeof overflow {
  const step = compile(plan, recordTable, measuredFrom, records.length);
  const rows: Answer['rows'][number][] = [];
  const take = (): void => {
    const { table, causes, length } = step.output;
    for (let row = 0; row < length; row++) rows.push({ cause: causes[row], row: table.row(row) });
    step.output.clear();
  };
  try {
    run(step, take);
    take();
    step.finish();
    take();
  } catch (error) {
    if (isOverflow(error)) return overflow;
    throw error;
  }
  return {
    rows: asOutput(plan, rows),
    fates: fateNames(step, records.length),
    late: { ...step.late },
  };
}

function drive(executor: Executor, step: Step, { records }: Case, { gapsNanos, serviceNanos }: Timing): void {
  const clock = new VirtualClock();
  let arrival = 0;
  const arrivalsNanos = Float64Array.from(records, (_, index) => (arrival += gapsNanos[index % gapsNanos.length]));
  executor.run({
    arrivalsNanos,
    clock,
    invoke(from, to) {
      step.invoke(from, to);
      clock.advance(serviceNanos);
    },
    commit() {},
    observe() {},
  });
}

/** Invocations of any size, 0 included. Rows are taken after any number of invocations. */
function cutAnywhere(
  step: Step,
  take: Take,
  { records }: Case,
  cuts: readonly { records: number; take: boolean }[],
): void {
  step.invoke(0, 0);
  let from = 0;
  for (let index = 0; from < records.length; index++) {
    const cut = cuts[index % cuts.length];
    const to = Math.min(records.length, from + Math.max(cut.records, index < 100 ? 0 : 1));
    step.invoke(from, to);
    if (cut.take) take();
    from = to;
  }
}

function referenceAnswer({ plan, records, measuredFrom }: Case): Answer | typeof overflow {
  try {
    return evaluate(plan, records, measuredFrom);
  } catch (error) {
    if (error instanceof Overflow) return overflow;
    throw error;
  }
}

/** Whether some records are late before the first measured one, and some from it on. */
function isLateBeforeMeasured(each: Case, answer: Answer | typeof overflow): boolean {
  const answerOfAll = referenceAnswer({ ...each, measuredFrom: 0 });
  if (answer === overflow || answerOfAll === overflow) return false;
  return answer.late.records > 0 && answer.late.records < answerOfAll.late.records;
}

function kindsOf(plan: PlanNode): string[] {
  const inputs = inputsOf(plan);
  return inputs.length === 0 ? [] : [...inputs.flatMap(kindsOf), plan.kind];
}
