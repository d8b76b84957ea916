import type { Problem } from '../../../errors.ts';
import type { MicroBatches } from '../../../results/unit.ts';
import type { BlackBox } from '../black-box/black-box.ts';
import type { Topics } from '../broker/topics.ts';
import type { UnitReport } from '../../unit-report.ts';
import type { UnitSpec } from '../../unit-spec.ts';

/** The first message to a producer or consumer of a unit. */
export interface HarnessRequest {
  readonly spec: UnitSpec;
  readonly topics: Topics;
  /** Whether the job copies records, whatever the workload's plan is. */
  readonly isCopied: boolean;
  /** What is known of the job, if it runs no plan of ours. */
  readonly box?: BlackBox | undefined;
}

/** What both say when they have computed the records. */
export interface ReadyUnit {
  /** How many are sent, one that closes windows behind the last one too. */
  readonly records: number;
  /** How many of the first records have to be there before there is a row; 0 if no record makes one; null: unknown. */
  readonly untilFirstRow: number | null;
  /** Number of the first measured record. */
  readonly measuredFrom: number;
  /** The last arrival, since the start of the unit. */
  readonly endMs: number;
  /** A job that shows nothing new for so long will show nothing more. */
  readonly quietMs: number;
}

export type ToProducer =
  /** Send the first records now, as many in all, whatever their arrival. */
  | { readonly kind: 'send first'; readonly records: number }
  /** Send the others of the warm-up on their schedule, the next one from now on; then all others. */
  | { readonly kind: 'start' };

export type FromProducer =
  | ({ readonly kind: 'ready' } & ReadyUnit)
  /** When the schedule began, on the clock that all processes share: of the warm-up, then of what is measured. */
  | { readonly kind: 'started'; readonly originNanos: bigint }
  /** All records of the warm-up are acknowledged. */
  | { readonly kind: 'warmed up' }
  /** Says nothing but that it runs. */
  | { readonly kind: 'alive' }
  /** All records are acknowledged. `lateNanos`: how much later than intended each was handed to the client. */
  | { readonly kind: 'done'; readonly lateNanos: Float64Array }
  | Failed;

export type ToConsumer =
  | { readonly kind: 'started'; readonly originNanos: bigint }
  /** What the consumer cannot know by itself. */
  | ({
      readonly kind: 'report';
      readonly guarantee: UnitReport['guarantee'];
      /** By the number of the record. */
      readonly producerLateNanos: Float64Array;
      /** Why the whole unit is excluded. */
      readonly problems: readonly string[];
      /** See `UnitReport`. */
      readonly isCut: boolean;
    } & JobUsage);

export type FromConsumer =
  | ({ readonly kind: 'ready' } & ReadyUnit)
  /** So many rows, and so many effects that are still to be seen: of all records, and of the warm-up. */
  | { readonly kind: 'seen'; readonly rows: number; readonly missing: number; readonly missingOfWarmUp: number }
  | { readonly kind: 'report'; readonly report: UnitReport }
  | Failed;

/** Of the job, and what the hypervisor took, in the measured period; null where the system does not tell. */
export interface JobUsage {
  /** Until the job had shown the last thing: what it takes to wait for records that never come is no part of it. */
  readonly cpuNanos: number | null;
  readonly peakRssBytes: number | null;
  readonly stolenMicros: number | null;
  /** Absent where the job does not say. */
  readonly microBatches?: MicroBatches | undefined;
}

export interface Failed {
  readonly kind: 'failed';
  readonly problem: Problem;
  readonly stack?: string | undefined;
}
