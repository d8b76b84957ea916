import type { Schema } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import type { RecordShape } from './record-shape.ts';

/** Where records come from. They are prepared before a run: nothing is generated or read inside timed code. */
export interface Source<S extends Schema = Schema> {
  /** For people: `generated`, or the file's name. */
  readonly name: string;
  readonly schema: S;
  /** The timestamp column that says when a record happened. */
  readonly eventTime: string;
  /** Seconds of event time that pass in a second of arrivals; null where the records bring their own. */
  readonly timeScale: number | null;
  /** How many records there are: Infinity where they are made on demand. */
  countRecords(): Promise<number>;
  /** One record for each arrival, in that order; the same ones for the same arguments. Recorded ones have their shape. */
  read(arrivalsNanos: Float64Array, seed: number, shape?: RecordShape): Promise<Table>;
}
