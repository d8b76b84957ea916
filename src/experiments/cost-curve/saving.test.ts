import { describe, expect, test } from 'vitest';
import { local } from '../../engines/example-spec.test-program.ts';
import type { Configuration } from '../../results/configuration.ts';
import { exampleLocal, exampleUnit, excluded } from '../../results/example.test-program.ts';
import type { Unit } from '../../results/unit.ts';
import { savingOf } from './saving.ts';

const every = (intervalMs: number): Configuration => local({ executor: 'micro-batch', intervalMs });

/** Units whose invocations of `records` records take these times, in microseconds, once for each factor. */
function unitsOf(
  configuration: Configuration,
  [records, processing, commit]: readonly [records: number, processing: number, commit: number],
  changes: Partial<Unit> = {},
): Unit[] {
  return [1, 1.01, 0.99].map((factor, repetition) => {
    const [meanProcessingMicros, meanCommitMicros] = [processing * factor, commit * factor];
    const invocations = { count: 100, meanRecords: records, meanProcessingMicros, meanCommitMicros };
    return exampleUnit({ ...configuration, repetition, local: exampleLocal({ invocations }), ...changes });
  });
}

const oneByOne = unitsOf(local(), [1, 2, 15]);

describe('what batching saves', () => {
  test('is told for the shortest interval that saves nearly all, with the records of its micro-batches', () => {
    const units = [
      ...oneByOne,
      ...unitsOf(every(0), [1.6, 3.2, 15]),
      ...unitsOf(every(10), [100, 210, 20]),
      ...unitsOf(every(100), [1000, 2000, 100]),
    ];
    expect(savingOf(units)).toEqual({
      text:
        'One by one a record costs 17 µs, of which the commit is 15 µs; ' +
        'in micro-batches of 10 ms (100 records) it costs 2.3 µs, 7.4 times less.',
      evidence: [
        'continuous: 17 µs per record (17 µs to 17 µs, units: 3), 1 record per invocation, commit 15 µs',
        'micro-batch 10 ms: 2.3 µs per record (2.3 µs to 2.3 µs, units: 3), 100 records per invocation, commit 0.2 µs',
      ],
    });
  });

  test('is nothing where the ranges of the units overlap', () => {
    const units = [...oneByOne, ...unitsOf(every(0), [1.1, 2, 16.6])];
    expect(savingOf(units)!.text).toBe(
      'Batching saves nothing distinguishable from noise: 17 µs and 17 µs per record.',
    );
  });

  test('is told where one surely saves, though the one of the shortest interval may not', () => {
    const scattered = [100, 600, 1000].flatMap((processing) => unitsOf(every(10), [100, processing, 0]).slice(0, 1));
    const units = [...unitsOf(local(), [1, 10, 0]), ...scattered, ...unitsOf(every(100), [100, 550, 0])];
    expect(savingOf(units)!.text).toMatch(
      /in micro-batches of 100 ms \(100 records\) it costs 5\.5 µs, 1\.8 times less\.$/,
    );
  });

  test('is inconclusive where it rests on a single unit', () => {
    const units = [...oneByOne.slice(0, 1), ...unitsOf(every(10), [100, 210, 20]).slice(0, 1)];
    expect(savingOf(units)!.text).toMatch(/7\.4 times less\. Inconclusive: a single unit shows no spread\.$/);
  });

  test('is not told of late micro-batches, which are larger than those of their interval', () => {
    const late = unitsOf(every(10), [5000, 10_000, 100], { keepsUp: 'no' });
    expect(savingOf([...oneByOne, ...late])).toBeNull();
    expect(savingOf([...oneByOne, ...late, ...unitsOf(every(100), [1000, 2000, 100])])!.text).toContain('of 100 ms');
  });

  test.each<[string, Unit[]]>([
    ['one by one', unitsOf(every(10), [100, 210, 20])],
    ['micro-batches', oneByOne],
    [
      'a unit that counts',
      [...unitsOf(local(), [1, 2, 15], excluded('a pause')), ...unitsOf(every(10), [100, 210, 20])],
    ],
    ['an engine that reports costs', [...unitsOf(local(), [1, 2, 15], { local: null }), ...oneByOne.slice(0, 0)]],
    ['commits of their own', [...oneByOne, ...unitsOf({ ...every(10), commit: 'epoch:100ms' }, [100, 210, 20])]],
  ])('is unknown without %s', (_, units) => {
    expect(savingOf(units)).toBeNull();
  });
});
