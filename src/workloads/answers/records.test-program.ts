import type { Table } from '../../columns/table.ts';
import { constant } from '../../loads/constant.ts';
import type { RecordShape } from '../../sources/record-shape.ts';
import type { Workload } from '../workload.ts';

const seed = 1;

export interface ArrivedRecords {
  readonly arrivalsNanos: Float64Array;
  readonly records: Table;
}

/** Two seconds of a quarter of the usual load: few records, but several windows close. */
export async function recordsOf({ source }: Workload, shape?: RecordShape): Promise<ArrivedRecords> {
  const arrivalsNanos = constant({ ratePerSecond: 2_500 }).arrivalsNanos(2e9, seed);
  return { arrivalsNanos, records: await source.read(arrivalsNanos, seed, shape) };
}
