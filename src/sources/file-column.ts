import type { ColumnSpec } from '../columns/column-type.ts';

/** How numbers count time since 1970-01-01T00:00:00Z. */
export type TimeUnit = 's' | 'ms' | 'us';

export const microsPerTimeUnit: Readonly<Record<TimeUnit, number>> = { s: 1e6, ms: 1e3, us: 1 };

/** One column to read. */
export interface FileColumn {
  /** In the records. */
  readonly name: string;
  /** In the file. */
  readonly from: string;
  readonly spec: ColumnSpec;
}

/**
 * The cell that a value of a file stands for: null where it is null, undefined where it is no value of the type.
 * Timestamps come as microseconds, booleans and texts as themselves; numbers are checked by the caller for their range.
 */
export type ReadCell = (value: unknown) => number | bigint | boolean | string | null | undefined;
