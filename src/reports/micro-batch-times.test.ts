import { expect, test } from 'vitest';
import { exampleUnit, excluded } from '../results/example.test-program.ts';
import type { MicroBatches } from '../results/unit.ts';
import { microBatchTimes } from './micro-batch-times.ts';

const spark = { engine: 'spark', mode: 'micro-batch', executor: 'micro-batch', intervalMs: 500, local: null } as const;

function taking(triggerExecution: number, addBatch: number): MicroBatches {
  const others = { latestOffset: 3, queryPlanning: null, walCommit: 40, commitOffsets: 0 };
  return { count: 20, medianMs: { ...others, addBatch, triggerExecution } };
}

test('names the parts of a micro-batch, as medians of the units that count', () => {
  const units = [
    exampleUnit(),
    ...[160, 166, 190].map((ms) => exampleUnit({ ...spark, microBatches: taking(ms, ms - 80) })),
    exampleUnit({ ...spark, microBatches: taking(9000, 9000), ...excluded('a pause') }),
  ];
  const times = '166 ms (latestOffset 3.0 ms, walCommit 40 ms, addBatch 86 ms, commitOffsets 0 µs)';
  const head = "Where Spark's micro-batches spend their time, by its own account, as medians: ";
  expect(microBatchTimes({ units })).toBe(`${head}spark micro-batch 500 ms ${times}.`);
});

test('keeps rates apart', () => {
  const units = [1000, 5000].map((offeredRate) =>
    exampleUnit({ ...spark, offeredRate, microBatches: taking(offeredRate / 10, 50) }),
  );
  expect(microBatchTimes({ units })).toMatch(/500 ms at 1,000 records\/s 100 ms .*500 ms at 5,000 records\/s 500 ms /);
});

test('says nothing where no engine does', () => {
  expect(microBatchTimes({ units: [exampleUnit()] })).toBeUndefined();
});
