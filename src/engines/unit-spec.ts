import type { LoadKind } from '../loads/index.ts';
import type { LoadParameters } from '../loads/load.ts';
import type { WaitPolicy } from '../measurement/clock/real-clock.ts';
import type { Configuration } from '../results/configuration.ts';
import type { SinkKind } from '../sinks/kinds.ts';
import type { RecordShape } from '../sources/record-shape.ts';
import type { Recorded } from '../workloads/replay.ts';

export const payloads = ['columns', 'ndjson'] as const;
export type Payload = (typeof payloads)[number];

/** What an experiment holds fixed for all its configurations. */
export interface Conditions extends Recorded {
  /** A name, or the path of a pipeline file. */
  readonly workload: string;
  readonly load: LoadKind;
  /** The shape of a rate that changes; empty in other loads. */
  readonly loadParameters: LoadParameters;
  /** Null where the load has no rate, or one that changes. */
  readonly ratePerSecond: number | null;
  /** Seconds of event time that pass in a second, in a replay; null in other loads. */
  readonly speed: number | null;
  /** Length of the measured period; null for all records of the source. */
  readonly durationMs: number | null;
  readonly warmUpMs: number;
  readonly sink: SinkKind;
  readonly sync: 'normal' | 'full';
  /** How an idle executor waits. */
  readonly wait: WaitPolicy;
  /** How generated records are distributed; the workload decides what is absent. */
  readonly records: RecordShape;
  /** How records reach the local engine: in columns, or as texts that are decoded in the measured time. */
  readonly payload: Payload;
  readonly seed: number;
}

/** One configuration, to be measured once; plain data, so that it can be sent to another process. */
export interface UnitSpec extends Conditions {
  readonly configuration: Configuration;
  /** Number of the unit within its configuration; seeds what must differ, such as the phase of the triggers. */
  readonly repetition: number;
  /** Whether the unit also reports the answer of batch to its records, if its engine can. */
  readonly withReference: boolean;
  /**
   * The numbers of records of its micro-batches, in turn, with all records there at once; null: as many as the executor
   * finds. An engine that cannot be told them reports no `costBySize`.
   */
  readonly batchSizes: readonly number[] | null;
}

/** A copy of `conditions` without any other members. */
export function conditionsOf(conditions: Conditions): Conditions {
  const { workload, replay, loop, records, payload, seed } = conditions;
  const { load, loadParameters, ratePerSecond, speed, durationMs, warmUpMs } = conditions;
  const { sink, sync, wait } = conditions;
  const input = { workload, replay, loop, records, payload, seed };
  const schedule = { load, loadParameters, ratePerSecond, speed, durationMs, warmUpMs };
  return { ...input, ...schedule, sink, sync, wait };
}

export function unitSpec(
  conditions: Conditions,
  configuration: Configuration,
  repetition: number,
  withReference = false,
): UnitSpec {
  return { ...conditionsOf(conditions), configuration, repetition, withReference, batchSizes: null };
}
