import { expect, test } from 'vitest';
import { loadWorkload } from '../workloads/load-workload.ts';
import { indivisible, partitionColumns } from './partition-columns.ts';

test.each<[workload: string, columns: readonly string[] | undefined]>([
  ['fraud:screen', []],
  ['trends:screen', []],
  ['fraud:counts', ['card']],
  ['web:counts', ['server']],
  ['iot:counts', ['sensor']],
  ['fraud', ['card']],
  ['nexmark:q18', ['auction', 'person']],
  ['nexmark:q19', ['auction']],
  ['nexmark:q20', ['auction']],
  // Its windows have no key.
  ['nexmark:q7', undefined],
  // A hashtag is cut out of a text: no column of the source.
  ['trends:counts', undefined],
])('records of %s are divided by %j', async (workload, columns) => {
  expect(partitionColumns((await loadWorkload(workload)).plan)).toEqual(columns);
});

test.each<[workload: string, refused: string | undefined]>([
  ['fraud:counts', undefined],
  ['fraud:screen', undefined],
  ['trends:counts', 'group-by: its groups are not those of a column'],
  ['ysb', 'tumbling-window: its state follows the watermark'],
  ['fraud', 'sliding-window: its state follows the watermark'],
])('records of %s are refused with %j', async (workload, refused) => {
  const found = indivisible((await loadWorkload(workload)).plan);
  expect(found && `${found.node.kind}: ${found.reason}`).toEqual(refused && expect.stringContaining(refused));
});
