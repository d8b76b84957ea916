import type { PlanNode } from '../pipeline/plan-node.ts';
import type { RefusedNode } from '../sql/write-sql.ts';
import type { Workload } from '../workloads/workload.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { ReferenceReport, UnitReport } from './unit-report.ts';
import type { UnitSpec } from './unit-spec.ts';

/** Measures units: runs a plan in one of its modes, on the records of a load. */
export interface Engine {
  /** As in configurations and results. */
  readonly name: string;
  /** The nodes of the plan that this mode cannot run, with the reasons; empty if it can run the plan. */
  refusals(plan: PlanNode, mode: string, parallelism?: number): readonly RefusedNode[];
  readonly limits: EngineLimits;
  /** Throws a StreamBenchError if something is missing that the engine needs; absent where it needs nothing. */
  readonly requireInstalled?: () => void;
  /**
   * The highest rate at which an engine can be told from what measures it, in records per second; undefined while it is
   * unknown. Absent where there is none.
   */
  readonly highestPerSecond?: () => number | undefined;
  /** Whether a spec can name the sizes of its micro-batches. */
  readonly takesBatchSizes: boolean;
  /**
   * Measures one unit. Rejects with a StreamBenchError if it cannot, and with the signal's reason if that is aborted.
   */
  measure(spec: UnitSpec, context: MeasuringContext): Promise<MeasuredUnit>;
  /** Removes what it keeps between units; absent where it keeps nothing. */
  readonly close?: () => Promise<void>;
}

/** What experiments have to know about an engine before they measure with it. */
export interface EngineLimits {
  /** Most records of one unit, its warm-up included. */
  readonly maxRecords: number;
  /** Rate of the first unit of a search. The slowest configuration keeps up with it, or finishes its records soon. */
  readonly firstRatePerSecond: number;
  /** The shortest measured period of a unit that only shows where to look. */
  readonly glanceMs: number;
  /** The shortest measured period of a unit that counts in a search. */
  readonly shortestUnitMs: number;
  /**
   * How long a unit runs before it is measured.
   *
   * @param longestWaitMs longest interval or epoch of the experiment
   * @param speed of a replay; null in other loads
   */
  warmUpMs(workload: Workload, longestWaitMs: number, speed: number | null): number;
}

export interface MeasuringContext {
  /** Aborting it ends the unit, and all processes that it started. */
  readonly signal: AbortSignal;
  /** Shared by all engines of an experiment. */
  readonly machine: OneAtATime;
  /** The longest time for each part of a unit; absent: as long as it can need. */
  readonly unitTimeoutMs?: number | undefined;
  /** Told where a unit takes long. */
  readonly notify?: (text: string) => void;
}

export interface MeasuredUnit {
  readonly report: UnitReport;
  /**
   * The answer of batch to the same records, once it is computed and the machine is free again; null where the spec did
   * not ask for it, or the engine cannot compute it.
   */
  readonly reference: Promise<ReferenceReport | null>;
}
