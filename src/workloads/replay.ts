import type { BadRecordPolicy } from '../sources/bad-records.ts';
import type { TimeUnit } from '../sources/file-column.ts';
import { recordedFile } from '../sources/recorded-file.ts';
import type { Workload } from './workload.ts';

/** A recording that takes the place of a workload's own records; plain data, so that it can be sent to a unit. */
export interface Replay {
  readonly path: string;
  /** The file's column that says when a record happened; null: it is called as in the workload. */
  readonly eventTime: string | null;
  /** In which numbers count time; null: they do not. */
  readonly timeUnit: TimeUnit | null;
  readonly badRecords: BadRecordPolicy;
}

/** The same pipeline over the records of a file that has the columns of the workload's schema, by their names. */
export async function withReplay(workload: Workload, replay: Replay | null): Promise<Workload> {
  if (replay === null) return workload;
  // The readers of files are a sixth of all modules, and a unit's process is one of many.
  const { formatOf } = await import('../sources/formats.ts');
  const { path, eventTime, timeUnit, badRecords } = replay;
  const own = workload.source;
  const namesInFile = eventTime === null ? {} : { [own.eventTime]: eventTime };
  const file = { path, schema: own.schema, eventTime: own.eventTime, timeUnit: timeUnit ?? undefined, badRecords };
  return Object.freeze({ ...workload, source: recordedFile(formatOf(path), file, namesInFile) });
}
