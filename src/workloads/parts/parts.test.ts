import { describe, expect, test } from 'vitest';
import { batch } from '../../executors/batch.ts';
import { outputKey } from '../../operators/output-key.ts';
import { answerUnder } from '../answers/answer.test-program.ts';
import { recordsOf } from '../answers/records.test-program.ts';
import { workloads } from '../index.ts';
import type { Workload } from '../workload.ts';
import { parts } from './index.ts';

const loaded = await Promise.all(Object.values(parts).map(async (load) => load()));

const ofKind = (kind: string): (readonly [string, Workload])[] =>
  loaded.filter(({ name }) => name.endsWith(`:${kind}`)).map((part) => [part.name, part]);

describe.each([...ofKind('screen'), ...ofKind('counts')])('%s', (name, part) => {
  test('reads the records of its application', async () => {
    expect(part.source).toBe((await workloads[name.split(':')[0]]()).source);
  });

  test('gives whole numbers, texts and times, which are the same on every engine', () => {
    expect(Object.values(part.plan.schema).filter((spec) => spec.startsWith('float'))).toEqual([]);
  });
});

test.each(ofKind('screen'))('%s lets a twentieth to two fifths of the records pass', async (_, part) => {
  const arrived = await recordsOf(part);
  const share = answerUnder(batch, part, arrived).rows.length / arrived.records.length;
  expect(share).toBeGreaterThan(1 / 20);
  expect(share).toBeLessThan(2 / 5);
});

test.each(ofKind('counts'))('%s is a table of several rows to a group, which it counts first', async (_, part) => {
  const names = Object.keys(part.plan.schema);
  const at = outputKey(part.plan)!.length;
  expect(part.plan).toMatchObject({ kind: 'group-by', aggregates: { [names[at]]: { function: 'count' } } });
  const { rows } = answerUnder(batch, part, await recordsOf(part));
  const counted = rows.reduce((sum, row) => sum + Number(row[at]), 0);
  expect(counted / rows.length).toBeGreaterThan(2);
});
