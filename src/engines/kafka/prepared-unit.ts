import { Table } from '../../columns/table.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import type { Workload } from '../../workloads/workload.ts';
import { scheduleRecords, type ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { recordColumn, traced, type TracedPlan } from './traced-plan.ts';

/** What the processes of a unit know of it, each by itself: the same in all of them. */
export interface PreparedUnit {
  readonly workload: Workload;
  readonly scheduled: ScheduledRecords;
  readonly traced: TracedPlan;
  /** The records with their numbers. */
  readonly records: Table;
}

export async function prepareUnit(spec: UnitSpec): Promise<PreparedUnit> {
  const { replay, loop } = spec;
  // Paths of the command start at the folder that it was started in, whatever the pipeline file does.
  const folder = process.cwd();
  const loaded = await loadWorkload(spec.workload);
  process.chdir(folder);
  const workload = await withReplay(loaded, { replay, loop });
  const scheduled = await scheduleRecords(spec, workload);
  return { workload, scheduled, traced: traced(workload.plan), records: numbered(scheduled.records) };
}

/** A copy of the table with the column of record numbers. */
function numbered(records: Table): Table {
  const { schema, dictionary, length } = records;
  const copy = new Table({ ...schema, [recordColumn]: 'integer' }, dictionary, length);
  for (let row = 0; row < length; row++) copy.reserve();
  copy.columns.forEach((column, index) => {
    const source = records.columns[index];
    if (column.name === recordColumn) column.values.forEach((_, row) => (column.values[row] = row));
    else {
      column.values.set(source.values.subarray(0, length));
      column.nulls?.set(source.nulls!.subarray(0, length));
    }
  });
  return copy;
}
