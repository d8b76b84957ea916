import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printPlan } from '../operators/print-plan.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { csv } from '../sources/csv.ts';
import { generated } from '../sources/generated.ts';
import { allWorkloads } from './index.ts';
import { fromPortable, portable } from './portable-workload.ts';
import { workload, type Workload } from './workload.ts';

/** As another process gets it. */
async function sent(from: Workload): Promise<Workload> {
  return fromPortable(structuredClone(portable(from)));
}

describe('a workload in a process that has not loaded its file', () => {
  test('has the same plan, name and source as the original', async () => {
    for (const original of await allWorkloads()) {
      const copy = await sent(original);
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

  test('has functions with the same source text and digest, which throw when they are called', async () => {
    const copy = await sent(withFunctions);
    expect(printPlan(copy.plan)).toEqual(printPlan(withFunctions.plan));
    expect(planDigest(copy.plan)).toBe(planDigest(withFunctions.plan));
    expect(() => copy.source.read(new Float64Array(1), 1)).toThrow('not loaded the file');
  });

  test('can read the recording that its file names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stream-bench-portable-'));
    const path = join(folder, 'some.csv');
    writeFileSync(path, 'time,key\n5,a\n6,b\n');
    const recorded = csv({ path, schema: { time: 'timestamp', key: 'text' }, eventTime: 'time', timeUnit: 'ms' });
    const copy = await sent(workload({ name: 'mine', source: recorded, pipeline: (records) => records }));
    const { records } = await (copy.source as typeof recorded).load(10);
    rmSync(folder, { recursive: true });
    expect([...records.column('time').values.subarray(0, records.length)]).toEqual([5000, 6000]);
  });
});
