import type { JsonPath } from './json-path.ts';

/** What is known of a job that runs no plan of ours. Plain data, so that it can be sent to other processes. */
export interface BlackBox {
  readonly trace: RowTrace;
  /** What differs from run to run, and is left out where rows are compared. */
  readonly ignored: readonly JsonPath[];
  /** The value that is the key of a message; null: messages have none. */
  readonly key: JsonPath | null;
  /** The text of a record, with `{{column}}` for its values; null: JSON. */
  readonly template: string | null;
  /** How records are sent. */
  readonly format: RecordFormat;
}

/** `text`: JSON, a template, or the lines of a recording. */
export type RecordFormat = 'text' | 'avro';

/** How a row tells which records it shows. */
export type RowTrace =
  /** The number of the record, in a header that the job passes on. */
  | { readonly kind: 'header'; readonly name: string }
  /** A value that no other record has. */
  | { readonly kind: 'json'; readonly id: JsonPlace }
  /** A count: the row shows the first records of its group, as many as it counts. */
  | { readonly kind: 'groups'; readonly by: readonly JsonPlace[]; readonly count: JsonPath };

/** A value that rows take over from records. */
export interface JsonPlace {
  readonly row: JsonPath;
  readonly record: JsonPath;
  /** The value in the row is a time, rounded down to this; null: the same value. */
  readonly windowMs: number | null;
}
