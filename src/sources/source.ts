import type { Schema } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import type { RecordShape } from './record-shape.ts';

interface SourceOf<S extends Schema> {
  /** For people: `generated`, or the file's name. */
  readonly name: string;
  readonly schema: S;
  /** The timestamp column that says when a record happened. */
  readonly eventTime: string;
  /** One record for each arrival, in that order; the same ones for the same arguments. Recorded ones have their shape. */
  read(arrivalsNanos: Float64Array, seed: number, shape?: RecordShape): Promise<Table>;
}

/** Records made on demand, without end: they happen when they arrive, but for their disorder. */
export interface GeneratedSource<S extends Schema = Schema> extends SourceOf<S> {
  /** Seconds of event time that pass in a second of arrivals. */
  readonly timeScale: number;
}

/** Records that exist already and bring their event times. */
export interface RecordedSource<S extends Schema = Schema> extends SourceOf<S> {
  readonly timeScale: null;
  /** The first records, `limit` of them or as many as there are. */
  load(limit: number): Promise<Recording>;
}

/** Where records come from. They are prepared before a run: nothing is generated or read inside timed code. */
export type Source<S extends Schema = Schema> = GeneratedSource<S> | RecordedSource<S>;

export interface Recording {
  readonly records: Table;
  readonly badRecords: BadRecordCounts;
}

/** Records that could not be read and what was done with them; none is passed over without being counted here. */
export interface BadRecordCounts {
  readonly skipped: number;
  readonly deadLettered: number;
}
