import type { Workload } from '../../../workloads/workload.ts';
import { scheduleRecords } from '../../schedule/scheduled-records.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import type { UnitSurroundings } from '../unit.ts';
import { readRecordFile, writeRecordFile } from './record-file.ts';

/** A machine may have little room for temporary files. */
const mostBytes = 2 ** 30;

/** Writes the records of a unit into a file. Where there is no room for it, there is none: each unit makes its own. */
export async function shareRecords(
  path: string,
  spec: UnitSpec,
  workload: Workload,
  turn: UnitSurroundings['turn'],
): Promise<void> {
  const scheduled = await scheduleRecords(spec, workload);
  await turn(scheduled);
  if (scheduled.ring !== null) return;
  try {
    writeRecordFile(path, scheduled.records, scheduled.badRecords, mostBytes);
  } catch (error) {
    const isOfSystem = error instanceof Error && 'syscall' in error;
    if (!isOfSystem) throw error;
  }
}

/** The same workload with the records of such a file. */
export function withRecordFile(workload: Workload, path: string): Workload {
  const { source } = workload;
  const load = async () => readRecordFile(path, source.schema);
  const read = async () => (await load()).records;
  return Object.freeze({
    ...workload,
    source: source.timeScale === null ? { ...source, load, read } : { ...source, read },
  });
}
