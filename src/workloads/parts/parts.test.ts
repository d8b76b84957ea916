import { describe, expect, test } from 'vitest';
import { batch } from '../../executors/batch.ts';
import { outputKey } from '../../operators/output-key.ts';
import { answerUnder } from '../answers/answer.test-program.ts';
import { recordsOf } from '../answers/records.test-program.ts';
import { workloads } from '../index.ts';
import { parts } from './index.ts';

const loaded = await Promise.all(Object.values(parts).map(async (load) => load()));

describe.each(loaded.map((part) => [part.name, part] as const))('%s', (name, part) => {
  const [application, kind] = name.split(':');

  test('reads the records of its application', async () => {
    expect(part.source).toBe((await workloads[application]()).source);
  });

  test('gives whole numbers, texts and times, which are the same on every engine', () => {
    expect(Object.values(part.plan.schema).filter((spec) => spec.startsWith('float'))).toEqual([]);
  });

  if (kind === 'screen') {
    test('lets a twentieth to a quarter of the records pass', async () => {
      const arrived = await recordsOf(part);
      const share = answerUnder(batch, part, arrived).rows.length / arrived.records.length;
      expect(share).toBeGreaterThan(1 / 20);
      expect(share).toBeLessThan(1 / 4);
    });
  } else {
    test('is a table of several rows to a group, whose first aggregate counts them', async () => {
      const [first] = Object.keys(part.plan.schema).slice(outputKey(part.plan)!.length);
      expect(part.plan).toMatchObject({ kind: 'group-by', aggregates: { [first]: { function: 'count' } } });
      const arrived = await recordsOf(part);
      const { rows } = answerUnder(batch, part, arrived);
      const at = Object.keys(part.plan.schema).indexOf(first);
      const counted = rows.reduce((sum, row) => sum + Number(row[at]), 0);
      expect(counted / rows.length).toBeGreaterThan(2);
    });
  }
});
