import type { StreamBenchError } from '../../../errors.ts';
import type { TreeUsage } from '../../../processes/tree-usage.ts';
import type { MicroBatches } from '../../../results/unit.ts';
import type { Guarantee } from '../../../sinks/sink.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import type { Topics } from '../broker/topics.ts';

/** Whatever runs the plan between the two topics of a unit, as processes of its own. */
export interface Job {
  /** Of all its processes, up to now; null where the system does not tell. */
  usage(): TreeUsage | null;
  /** Resolves when it takes records; absent: those that are sent before wait for it. */
  readonly ready?: Promise<void>;
  /** Resolves if it ends before it is stopped. */
  readonly lost: Promise<StreamBenchError>;
  /**
   * Where those micro-batches spent their time that began in a period, if it says so.
   *
   * @param fromMs of the wall clock, as is `toMs`
   */
  readonly microBatches?: (fromMs: number, toMs: number) => MicroBatches | undefined;
  /** The last line that it has printed; absent where nobody keeps it. */
  readonly lastLine?: () => string | undefined;
  stop(): Promise<void>;
}

/** What a job is started with. */
export interface JobRequest {
  readonly spec: UnitSpec;
  readonly topics: Topics;
  /** How many records the unit has. */
  readonly records: number;
}

/**
 * @param folder an existing folder for its files alone
 * @param ended aborted when the unit has ended, however: what has to be done before the job starts is then left off
 */
export type StartJob = (request: JobRequest, folder: string, ended: AbortSignal) => Promise<RunningJob>;

export interface RunningJob {
  readonly job: Job;
  readonly guarantee: Guarantee;
}
