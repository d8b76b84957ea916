import { StreamBenchError } from '../errors.ts';
import type { BadRecordPolicy } from '../sources/bad-record-policy.ts';
import type { TimeUnit } from '../sources/file-column.ts';
import { looped } from '../sources/looped.ts';
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

/** Where the records of an experiment come from, if not from the workload's own source as it is. */
export interface Recorded {
  /** The file whose records take the place of the workload's own; null: its own. */
  readonly replay: Replay | null;
  /** Whether the recording starts again at its end, so that it has as many records as a unit needs. */
  readonly loop: boolean;
}

/**
 * The same pipeline over the records of a file, which has the columns of the workload's schema, by their names.
 *
 * @throws StreamBenchError if the records are to be looped, and are not recorded
 */
export async function withReplay(workload: Workload, { replay, loop }: Recorded): Promise<Workload> {
  const replayed = replay === null ? workload : await overFile(workload, replay);
  if (!loop) return replayed;
  if (replayed.source.timeScale === null) return Object.freeze({ ...replayed, source: looped(replayed.source) });
  const what = '--loop needs recorded data, and this workload generates records without end';
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Leave it out, or name a file with --replay.' });
}

async function overFile(workload: Workload, replay: Replay): Promise<Workload> {
  // Loaded on demand: file readers are a sixth of all modules, and every unit's process would load them.
  const { formatOf } = await import('../sources/formats.ts');
  const { path, eventTime, timeUnit, badRecords } = replay;
  const own = workload.source;
  const namesInFile = eventTime === null ? {} : { [own.eventTime]: eventTime };
  const file = { path, schema: own.schema, eventTime: own.eventTime, timeUnit: timeUnit ?? undefined, badRecords };
  return Object.freeze({ ...workload, source: recordedFile(formatOf(path), file, namesInFile) });
}
