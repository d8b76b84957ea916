import type { Value } from '../../src/columns/column-type.ts';
import type { Table } from '../../src/columns/table.ts';
import type { Workload } from '../../src/workloads/workload.ts';

/** A way to compute a workload, beside others that have to give the same answer. */
export interface Rival {
  readonly name: string;
  /** With how many records at once it is measured; by default one by one and in thousands. */
  readonly sizes?: readonly number[];
  /** How many records it is measured with, where the usual number would take minutes. */
  readonly records?: number;
  readonly open: (workload: Workload, records: Table, size: number) => OpenedRival;
}

export interface OpenedRival {
  /**
   * Processes all records and ends the stream.
   *
   * @param begin to be called with the index of each record, or of the first one of each batch, before it is processed
   */
  run(begin: (record: number) => void): void | Promise<void>;
  /** All rows, each with the columns of the plan, in any order. */
  rows(): readonly (readonly Value[])[];
}

/** What is called with records, one after the other, as the step is. */
export interface Invoked {
  /** Processes the records [from, to), which follow those of the call before. */
  invoke(from: number, to: number): void;
  /** Ends the stream. */
  finish(): void;
  rows: OpenedRival['rows'];
}

/** Invokes it for all records. */
export function invoked(rival: Invoked, { length }: Table, size: number): OpenedRival {
  return {
    run(begin) {
      for (let from = 0; from < length; from += size) {
        begin(from);
        rival.invoke(from, Math.min(from + size, length));
      }
      rival.finish();
    },
    rows: () => rival.rows(),
  };
}
