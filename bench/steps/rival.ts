import type { Value } from '../../src/columns/column-type.ts';
import type { Table } from '../../src/columns/table.ts';
import type { Workload } from '../../src/workloads/workload.ts';

/** A way to compute a workload, beside others that have to give the same answer. */
export interface Rival {
  readonly name: string;
  readonly open: (workload: Workload, records: Table) => OpenedRival;
}

export interface OpenedRival {
  /** Processes the records [from, to), which follow those of the call before. */
  invoke(from: number, to: number): void;
  /** Ends the stream. */
  finish(): void;
  /** All rows so far, each with the columns of the plan, in any order. */
  rows(): readonly (readonly Value[])[];
}
