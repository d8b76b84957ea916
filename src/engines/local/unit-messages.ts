import type { UserCodeFault } from '../../workloads/user-code-faults.ts';
import type { RowsRequest } from '../rows.ts';
import type { ReferenceReport, UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { PreparedRecords } from '../schedule/unit-phases.ts';

export type RequestKind = 'unit' | 'reference' | 'records';

/**
 * Asks a process to measure a unit; to compute the reference answer to its records, with its rows or without; or to
 * write its records into a file.
 */
export interface UnitRequest {
  readonly kind: RequestKind;
  readonly spec: UnitSpec;
  /** Which rows of the reference answer to return; absent: none. */
  readonly rows?: RowsRequest;
  /** The file that records are written into, or a unit reads them from if it is there. */
  readonly recordFile?: string | undefined;
  /** The folder of the sink or of the rows. */
  readonly directory: string;
  /** Whether the folder stays after the end of the process. */
  readonly isKept: boolean;
}

/** A message from a unit's process to its parent: ready for its turn, the report, or how it ended. */
export type UnitMessage =
  | { readonly kind: 'ready'; readonly records: PreparedRecords }
  | { readonly kind: 'report'; readonly report: UnitReport }
  | LastMessage;

export type LastMessage =
  | { readonly kind: 'done'; readonly reference: ReferenceReport | null }
  | ({ readonly kind: 'fault' } & UserCodeFault)
  | { readonly kind: 'crash'; readonly message: string; readonly stack?: string | undefined };
