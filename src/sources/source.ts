import type { BadRecordPolicy } from './bad-record-policy.ts';
import type { TimeUnit } from './file-column.ts';
import type { Schema } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import type { RecordShape } from './record-shape.ts';

interface SourceOf<S extends Schema> {
  /** As reports show it: `generated`, or the name of the file. */
  readonly name: string;
  readonly schema: S;
  /** The timestamp column that says when a record happened. */
  readonly eventTime: string;
  /**
   * One record for each arrival, in order. The same arguments give the same records. `shape` matters only to generated
   * records.
   */
  read(arrivalsNanos: Float64Array, seed: number, shape?: RecordShape): Promise<Table>;
}

/** Makes the record of an arrival, and writes it into a row. */
export type RecordMaker = (arrival: number, row: number) => void;

/** Records generated without end. Apart from disorder, their event time is that of their arrival. */
export interface GeneratedSource<S extends Schema = Schema> extends SourceOf<S> {
  /** Makes the records of `read` one by one, into a table that has the rows. */
  maker(table: Table, arrivalsNanos: Float64Array, seed: number, shape?: RecordShape): RecordMaker;
  /** Seconds of event time in a second of arrivals. */
  readonly timeScale: number;
}

/** A file of records, and how to read it. */
export interface RecordedFileData {
  readonly path: string;
  /** The name of its format. */
  readonly format: string;
  /** The unit of times that are numbers; undefined if times are not numbers. */
  readonly timeUnit: TimeUnit | undefined;
  readonly badRecords: BadRecordPolicy;
}

/** Records that exist already, with event times of their own. */
export interface RecordedSource<S extends Schema = Schema> extends SourceOf<S> {
  readonly timeScale: null;
  /** Where they come from, as plain data: with it another process can read them. */
  readonly file?: RecordedFileData;
  /** Whether it starts again at its end. */
  readonly isEndless?: true;
  /** Whether its records are texts, which are sent to a job as they are. */
  readonly isLines?: true;
  /** The first `limit` records, or all if there are fewer. */
  load(limit: number): Promise<Recording>;
}

/** Where records come from. They are made before a run: timed code generates and reads nothing. */
export type Source<S extends Schema = Schema> = GeneratedSource<S> | RecordedSource<S>;

export interface Recording {
  readonly records: Table;
  readonly badRecords: BadRecordCounts;
}

/** How many records could not be read, by what became of them. Every bad record is counted. */
export interface BadRecordCounts {
  readonly skipped: number;
  readonly deadLettered: number;
}
