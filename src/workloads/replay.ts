import type { BadRecordPolicy } from '../sources/bad-records.ts';
import type { TimeUnit } from '../sources/file-column.ts';
import { recordedFile } from '../sources/recorded-file.ts';
import type { Workload } from './workload.ts';

/** A recording that replaces a workload's own records. Plain data, so that it can be sent to a unit's process. */
export interface Replay {
  readonly path: string;
  /** The file's column with the event time; null if it has the same name as in the workload. */
  readonly eventTime: string | null;
  /** The unit of times that are numbers; null if times are not numbers. */
  readonly timeUnit: TimeUnit | null;
  readonly badRecords: BadRecordPolicy;
}

/** The same pipeline over the records of a file. The file has the columns of the workload's schema, by their names. */
export async function withReplay(workload: Workload, replay: Replay | null): Promise<Workload> {
  if (replay === null) return workload;
  // Loaded on demand: file readers are a sixth of all modules, and every unit's process would load them.
  const { formatOf } = await import('../sources/formats.ts');
  const { path, eventTime, timeUnit, badRecords } = replay;
  const own = workload.source;
  const namesInFile = eventTime === null ? {} : { [own.eventTime]: eventTime };
  const file = { path, schema: own.schema, eventTime: own.eventTime, timeUnit: timeUnit ?? undefined, badRecords };
  return Object.freeze({ ...workload, source: recordedFile(formatOf(path), file, namesInFile) });
}
