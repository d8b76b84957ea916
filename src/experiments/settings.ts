import type { LoadKind } from '../loads/index.ts';
import type { WaitPolicy } from '../measurement/real-clock.ts';
import type { SinkKind } from '../sinks/sink.ts';
import type { RecordShape } from '../sources/record-shape.ts';

/** One way to run the pipeline; an experiment compares several. */
export interface Configuration {
  readonly executor: 'continuous' | 'micro-batch';
  /** Time between triggers; null in continuous. */
  readonly intervalMs: number | null;
}

/** What an experiment holds fixed for all its configurations. */
export interface RunSettings {
  /** As typed, for the record. */
  readonly command: string;
  /** A name, or the path of a pipeline file. */
  readonly workload: string;
  readonly configurations: readonly Configuration[];
  readonly load: LoadKind;
  readonly ratePerSecond: number | null;
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
