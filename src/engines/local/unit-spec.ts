import type { CommitPolicy } from '../../executors/commit-policy.ts';
import type { LoadKind } from '../../loads/index.ts';
import type { LoadParameters } from '../../loads/load.ts';
import type { WaitPolicy } from '../../measurement/clock/real-clock.ts';
import type { SinkKind } from '../../sinks/index.ts';
import type { Replay } from '../../workloads/replay.ts';
import type { RecordShape } from '../../sources/record-shape.ts';

export type ExecutorKind = 'batch' | 'continuous' | 'micro-batch';

/** One configuration, to be measured once in a fresh process; plain data, so that it can be sent there. */
export interface UnitSpec {
  /** A name, or the path of a pipeline file. */
  readonly workload: string;
  /** The file whose records take the place of the workload's own; null: its own. */
  readonly replay: Replay | null;
  readonly executor: ExecutorKind;
  /** Time between triggers; null in executors without. */
  readonly intervalMs: number | null;
  readonly commit: CommitPolicy;
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
  readonly sink: SinkKind;
  readonly sync: 'normal' | 'full';
  readonly wait: WaitPolicy;
  /** How generated records are spread; see `RecordShape`. */
  readonly records: RecordShape;
  readonly seed: number;
  /** Numbers the units of one configuration; seeds the phase of the triggers. */
  readonly repetition: number;
  /** Whether the unit also tells what batch answers, for experiments whose units have records of their own. */
  readonly withReference?: true;
}
