import type { PlanNode } from '../pipeline/plan-node.ts';
import type { RefusedNode } from '../sql/write-sql.ts';
import type { Workload } from '../workloads/workload.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { ReferenceReport, UnitReport } from './unit-report.ts';
import type { UnitSpec } from './unit-spec.ts';

/** Something that measures units: it runs a plan, over the records of a load, in one of its modes. */
export interface Engine {
  /** As in configurations and results. */
  readonly name: string;
  /** The nodes that this mode cannot run, with the reasons; none: it can run the plan. */
  refusals(plan: PlanNode, mode: string): readonly RefusedNode[];
  readonly limits: EngineLimits;
  /**
   * Measures one unit. Rejects with a StreamBenchError where it could not, and with the signal's reason where that was
   * aborted.
   */
  measure(spec: UnitSpec, context: MeasuringContext): Promise<MeasuredUnit>;
}

/** What experiments have to know of an engine before they measure with it. */
export interface EngineLimits {
  /** Of one unit, its warm-up included. */
  readonly maxRecords: number;
  /** Of the first unit of a search: a rate that the slowest configuration can hold, or is soon done with. */
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
}

export interface MeasuredUnit {
  readonly report: UnitReport;
  /**
   * What batch answers to the same records, once that is worked out and the machine is free again; null where the spec
   * did not ask, or the engine cannot tell.
   */
  readonly reference: Promise<ReferenceReport | null>;
}
