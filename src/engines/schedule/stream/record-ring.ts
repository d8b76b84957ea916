import { sharedCells, type ColumnCells } from '../../../columns/table.ts';
import type { Schema } from '../../../columns/column-type.ts';

/** Rows of a ring of records, a power of two: a second of records at a million per second. */
const ringRows = 1 << 20;

/** The memory that the thread that makes records shares with the one that processes them. */
export interface RecordRing {
  /** By `place`. */
  readonly control: Int32Array;
  /** Record i is in row i modulo the number of rows. */
  readonly cells: readonly ColumnCells[];
  readonly rows: number;
}

/**
 * Indices in `control`. `made`: records before this one are there. `released`: the rows of those before this one may be
 * written again. `texts`: the number of texts that these records need. `failed`: 1 after a failure.
 */
export const place = { made: 0, released: 1, texts: 2, failed: 3 } as const;

/** @param rows a power of two */
export function recordRing(schema: Schema, rows = ringRows): RecordRing {
  const control = new Int32Array(new SharedArrayBuffer(4 * Object.keys(place).length));
  return { control, cells: sharedCells(schema, rows), rows };
}
