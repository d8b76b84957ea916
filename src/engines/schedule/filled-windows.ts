import type { Table } from '../../columns/table.ts';
import { horizonMicros } from '../../compile/horizon.ts';
import { sourceOf } from '../../pipeline/plan-node.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { RecordBlocks } from './stream/record-blocks.ts';

/** When every window has filled and closed once in event time, in the records of a unit or a recording. */
export interface FilledWindows {
  /** Index of the first record after that; the number of records where windows do not fill. */
  readonly from: number;
  /** The event time that it takes. */
  readonly neededMicros: number;
}

export function filledWindows({ plan }: Pick<Workload, 'plan'>, records: Table): FilledWindows {
  const times = records.column(sourceOf(plan).eventTime).values;
  const neededMicros = horizonMicros(plan);
  let from = 0;
  while (from < records.length && times[from] < times[0] + neededMicros) from++;
  return { from, neededMicros };
}

/** The same index, of records that are not in memory all at once. */
export function filledInBlocks({ plan }: Pick<Workload, 'plan'>, { records, fill }: RecordBlocks): number {
  const times = records.column(sourceOf(plan).eventTime).values;
  const neededMicros = horizonMicros(plan);
  let [endMicros, count] = [NaN, 0];
  for (const [from, to] of fill()) {
    if (from === 0) endMicros = times[0] + neededMicros;
    for (let row = 0; row < to - from; row++) if (times[row] >= endMicros) return from + row;
    count = to;
  }
  return count;
}
