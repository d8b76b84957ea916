import type { CommitPolicy } from '../executors/commit-policy.ts';
import type { LoadKind } from '../loads/index.ts';
import type { LoadParameters } from '../loads/load.ts';
import type { WaitPolicy } from '../measurement/clock/real-clock.ts';
import type { SinkKind } from '../sinks/index.ts';
import type { RecordShape } from '../sources/record-shape.ts';
import type { Replay } from '../workloads/replay.ts';

/** One way to run the pipeline; an experiment compares several. */
export interface Configuration {
  readonly executor: 'continuous' | 'micro-batch';
  /** Time between triggers; null in continuous. */
  readonly intervalMs: number | null;
  readonly commit: CommitPolicy;
}

/** What an experiment holds fixed for all its configurations. */
export interface RunSettings {
  /** As typed, for the record. */
  readonly command: string;
  /** A name, or the path of a pipeline file. */
  readonly workload: string;
  /** The file whose records take the place of the workload's own; null: its own. */
  readonly replay: Replay | null;
  readonly configurations: readonly Configuration[];
  readonly load: LoadKind;
  /** The shape of a rate that changes; empty in other loads. */
  readonly loadParameters: LoadParameters;
  /** Null where the load has no rate, or one that changes. */
  readonly ratePerSecond: number | null;
  /** Seconds of event time that pass in a second, in a replay; null in other loads. */
  readonly speed: number | null;
  /** Length of the measured period; null: all records that there are. */
  readonly durationMs: number | null;
  readonly warmUpMs: number;
  readonly repetitions: number;
  readonly sink: SinkKind;
  readonly sync: 'normal' | 'full';
  readonly wait: WaitPolicy;
  /** How generated records are spread; what is absent is as the workload has it. */
  readonly records: RecordShape;
  readonly seed: number;
}
