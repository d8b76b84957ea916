import type { ColumnSpec } from '../columns/column-type.ts';

/** The unit in which numbers count time since 1970-01-01T00:00:00Z. */
export type TimeUnit = (typeof timeUnits)[number];

export const timeUnits = ['s', 'ms', 'us', 'ns'] as const;

/** One column to read. */
export interface FileColumn {
  /** Its name in the records. */
  readonly name: string;
  /** Its name in the file. */
  readonly from: string;
  readonly spec: ColumnSpec;
}

/**
 * Turns a value of a file into a cell: null if it is null, undefined if it is not a value of the column's type.
 * Timestamps become microseconds, booleans and texts stay as they are. The caller checks the range of numbers.
 */
export type ReadCell = (value: unknown) => number | bigint | boolean | string | null | undefined;
