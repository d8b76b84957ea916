import { expect, test } from 'vitest';
import { digestFor } from '../../../answers/answer-digest.ts';
import { compile, compilePart } from '../../../compile/compile.ts';
import { fate } from '../../../columns/fate.ts';
import type { Step } from '../../../compile/step.ts';
import { constant } from '../../../loads/constant.ts';
import { loadWorkload } from '../../../workloads/load-workload.ts';
import { partitionColumns } from '../../partition-columns.ts';
import { partitionsOf } from '../../partitions.ts';

const count = 20_000;
const ratePerSecond = 20_000;
const parts = 3;

test.each([
  'fraud',
  'fraud:screen',
  'fraud:counts',
  'web:counts',
  'iot:counts',
  'nexmark:q1',
  'nexmark:q18',
  'nexmark:q19',
])('the parts of %s have together what one step has: rows, fates, and late records', async (name) => {
  const { plan, source } = await loadWorkload(name);
  const arrivalsNanos = constant({ ratePerSecond }).arrivalsNanos((count / ratePerSecond) * 1e9, 1);
  const records = await source.read(arrivalsNanos, 1, { disorderMs: 500, lateShare: 0.01 });
  const ofRecords = partitionsOf(records, partitionColumns(plan)!, parts);
  const whole = compile(plan, records, 100);
  const steps = Array.from({ length: parts }, (_, own) =>
    compilePart(plan, records, {
      measuredFrom: 100,
      count,
      part: { ofRecords, own },
      fates: new Uint8Array(count + 1),
    }),
  );
  expect(answerOf(steps)).toEqual(answerOf([whole]));
  expect(fatesOf(steps)).toEqual(fatesOf([whole]));
  const sum = (read: (step: Step) => number): number => steps.reduce((total, step) => total + read(step), 0);
  expect([sum(({ late }) => late.records), sum(({ late }) => late.additions)]).toEqual([
    whole.late.records,
    whole.late.additions,
  ]);
});

/** In any order. */
function answerOf(steps: readonly Step[]): readonly [rows: number, digest: string] {
  const digest = digestFor(steps[0].output);
  for (const step of steps) {
    for (let from = 0; from < count; from += 500) {
      step.output.clear();
      step.invoke(from, from + 500);
      digest.update(step.output);
    }
    step.output.clear();
    step.finish();
    digest.update(step.output);
  }
  return [digest.rows, digest.unorderedHex()];
}

/** How many records have each fate, that of the part which says most. */
function fatesOf(steps: readonly Step[]): number[] {
  const found = Object.values(fate).map(() => 0);
  for (let record = 0; record < count; record++) found[Math.max(...steps.map(({ fates }) => fates[record]))]++;
  return found;
}
