import type { ColumnType } from '../columns/column-type.ts';
import type { RowFormatKind } from '../row-formats/kinds.ts';
import type { ReferenceReport } from './unit-report.ts';

/** Which rows of an answer to return. Plain data, so that it can be sent to another process. */
export interface RowsRequest {
  /** In a file of this format; null: as texts in the report. */
  readonly format: RowFormatKind | null;
  /** At most so many, from the first one on; null: all. */
  readonly limit: number | null;
}

/** The answer of batch, with its rows. */
export interface RowsReport extends ReferenceReport {
  /** All rows of the answer. Of those with the same key only the last is left. */
  readonly rowCount: number;
  readonly columns: readonly OutputColumn[];
  /** A text for each value, null for null; no rows where they are in a file. */
  readonly cells: readonly (readonly (string | null)[])[];
}

export interface OutputColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** The file with the rows, in the folder that the caller gave for it. */
export const rowsFileName = 'rows';
