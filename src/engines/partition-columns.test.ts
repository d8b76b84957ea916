import { expect, test } from 'vitest';
import { loadWorkload } from '../workloads/load-workload.ts';
import { partitionColumns } from './partition-columns.ts';

test.each<[workload: string, columns: readonly string[] | undefined]>([
  ['fraud:screen', []],
  ['trends:screen', []],
  ['fraud:counts', ['card']],
  ['web:counts', ['server']],
  ['iot:counts', ['sensor']],
  // A hashtag is cut out of a text: no column of the source.
  ['trends:counts', undefined],
])('records of %s are divided by %j', async (workload, columns) => {
  expect(partitionColumns((await loadWorkload(workload)).plan)).toEqual(columns);
});
