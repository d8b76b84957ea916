import { describe, expect, test } from 'vitest';
import { printPlan } from '../operators/print-plan.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { generated } from '../sources/generated.ts';
import { allWorkloads } from './index.ts';
import { fromPortable, portable } from './portable-workload.ts';
import { workload, type Workload } from './workload.ts';

/** As another process gets it. */
function sent(from: Workload): Workload {
  return fromPortable(structuredClone(portable(from)));
}

describe('a workload in a process that has not loaded its file', () => {
  test('has the same plan, name and source as the original', async () => {
    for (const original of await allWorkloads()) {
      const copy = sent(original);
      expect(printPlan(copy.plan)).toEqual(printPlan(original.plan));
      expect(planDigest(copy.plan)).toBe(planDigest(original.plan));
      const { name, schema, eventTime, timeScale } = original.source;
      expect(copy).toMatchObject({
        kind: 'workload',
        name: original.name,
        description: original.description,
        source: { name, schema, eventTime, timeScale },
      });
    }
  });

  const schema = { time: 'timestamp', ratio: 'float' } as const;
  const withFunctions = workload({
    name: 'mine',
    source: generated({ schema, eventTime: 'time', record: () => ({ ratio: NaN }) }),
    pipeline: (records) => records.filterWith((row) => row.ratio !== 7).filter((row) => row.ratio.gt(-Infinity)),
  });

  test('has functions with the same source text, so with the same digest, which throw when they are called', () => {
    const copy = sent(withFunctions);
    expect(printPlan(copy.plan)).toEqual(printPlan(withFunctions.plan));
    expect(planDigest(copy.plan)).toBe(planDigest(withFunctions.plan));
    expect(() => copy.source.read(new Float64Array(1), 1)).toThrow('not loaded the file');
  });
});
