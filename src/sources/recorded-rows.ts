import { typeOf, type ColumnSpec, type ColumnType, type Schema } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table, type Column } from '../columns/table.ts';
import type { BadRecords, Place } from './bad-records.ts';
import { cellReaders } from './cells.ts';
import type { FileColumn, ReadCell, TimeUnit } from './file-column.ts';
import { likelyTimeUnit } from './likely-time-unit.ts';
import { notUnicode, notUtf8 } from './utf8.ts';

/** A column of the records, and how values of the file become its cells. */
export interface RecordedColumn extends FileColumn {
  readonly type: ColumnType;
  readonly column: Column;
  readonly read: ReadCell;
}

/** What is wrong with one cell. */
export interface BadCell {
  readonly column: string;
  readonly what: string;
  readonly remedy: string;
  /** It is about the file and not the record, and so no policy for bad records lets it through. */
  readonly isOfFile?: true;
}

/** Collects the rows of a file of any format: good rows in a table, bad rows as the policy says. */
export class RecordedRows {
  readonly table: Table;
  readonly columns: readonly RecordedColumn[];
  readonly #timeUnit: TimeUnit | undefined;
  readonly #limit: number;
  readonly #bad: BadRecords;

  constructor(columns: readonly FileColumn[], timeUnit: TimeUnit | undefined, limit: number, bad: BadRecords) {
    const cells = cellReaders(timeUnit);
    this.table = new Table(schemaOf(columns), new Dictionary());
    this.columns = columns.map((column, index) => {
      const type = typeOf(column.spec);
      return { ...column, type, column: this.table.columns[index], read: cells[type] };
    });
    this.#timeUnit = timeUnit;
    this.#limit = limit;
    this.#bad = bad;
  }

  /** How many more rows are wanted. */
  get wanted(): number {
    return this.#limit - this.table.length;
  }

  get isFull(): boolean {
    return this.wanted <= 0;
  }

  /** Adds a row with one value for each column. `record`: what a dead letter shows of it. */
  append(values: readonly unknown[], place: Place, record: unknown): void {
    if (this.isFull) return;
    const row = this.table.reserve();
    // Loops with an index here and in the readers: an iterator would take as long as a cell itself.
    for (let index = 0; index < this.columns.length; index++) {
      const bad = this.set(this.columns[index], row, values[index]);
      if (bad === undefined) continue;
      this.table.truncate(row);
      this.refuse(place, bad, record);
      return;
    }
  }

  /** Reports a record that is bad as a whole, or in one cell. */
  refuse(
    place: Place,
    { column, what, remedy, isOfFile = false }: { column?: string; what: string; remedy?: string; isOfFile?: boolean },
    record: unknown,
  ): void {
    if (!this.isFull) this.#bad.take({ place, column, what, remedy, isOfFile, record });
  }

  /**
   * Writes one cell. Returns what is wrong with the value, if anything. Bytes as a value are a text that is not UTF-8.
   *
   * @param read how the value becomes the cell, where it is not as in `cells.ts`
   */
  set(recorded: RecordedColumn, row: number, value: unknown, read = recorded.read): BadCell | undefined {
    const { column, spec, type, from } = recorded;
    if (value instanceof Uint8Array) return { column: from, ...notUtf8 };
    const cell = value === null || value === undefined ? null : read(value);
    if (column.nulls !== undefined) column.nulls[row] = cell === null ? 1 : 0;
    if (cell === null) {
      column.values[row] = 0;
      return column.nulls === undefined
        ? { column: from, what: `the value is null, and the schema says ${spec}`, remedy: nullRemedy(type) }
        : undefined;
    }
    if (cell === undefined)
      return { column: from, what: `${shown(value)} is no ${type}`, remedy: noValueRemedy(type, value) };
    if (type === 'text') {
      if (!(cell as string).isWellFormed()) return { column: from, ...notUnicode };
      column.values[row] = this.table.dictionary.encode(cell as string);
      return undefined;
    }
    // The first record is enough: data that begins in 1970 begins with small numbers.
    if (row === 0 && type === 'timestamp' && read === recorded.read) {
      const other = otherTimeUnit(value, this.#timeUnit);
      if (other !== undefined) return { column: from, ...other, isOfFile: true };
    }
    // Adding 0 turns −0 into 0, because engines disagree on whether the two are the same key.
    const number = Number(cell) + 0;
    if ((type === 'integer' || type === 'timestamp') && !Number.isSafeInteger(number)) {
      return { column: from, what: `${String(value)} is beyond ±2^53`, remedy: beyondRemedy(type) };
    }
    column.values[row] = number;
    return undefined;
  }
}

function schemaOf(columns: readonly FileColumn[]): Schema {
  return Object.fromEntries(columns.map(({ name, spec }): [string, ColumnSpec] => [name, spec]));
}

const shownLength = 40;

function shown(value: unknown): string {
  const text = typeof value === 'bigint' ? value.toString() : JSON.stringify(value, withoutBigints);
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** Large numbers in objects: JSON has no bigints. */
function withoutBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

const otherRemedy = 'Correct the record, or choose another policy for bad records: skip or dead-letter.';
const textRemedy =
  "Correct the record, declare the column as 'text', or choose another policy for bad records: skip or dead-letter.";

function nullRemedy(type: ColumnType): string {
  return `Declare the column as '${type}?', if it is not the event time.`;
}

/** What is wrong with a number that is a date of our days in another unit than the one given. */
function otherTimeUnit(value: unknown, given: TimeUnit | undefined): Pick<BadCell, 'what' | 'remedy'> | undefined {
  const likely = likelyTimeUnit(value);
  if (given === undefined || likely === undefined || likely.unit === given) return undefined;
  const what = `${String(value)} is ${likely.date} in ${likely.unit} since 1970, and no date of our days in ${given}`;
  return {
    what,
    remedy: `Give ${timeUnitOption(likely.unit)}. Times that are meant as they are can be written as text.`,
  };
}

function timeUnitOption(unit: TimeUnit): string {
  return `timeUnit: '${unit}', or --time-unit ${unit} with --replay`;
}

function noValueRemedy(type: ColumnType, value: unknown): string {
  if (type !== 'timestamp') return typeof value === 'string' ? textRemedy : otherRemedy;
  const likely = likelyTimeUnit(value);
  if (likely !== undefined) return `It is ${likely.date} with ${timeUnitOption(likely.unit)}.`;
  return (
    'A timestamp is a text such as 2026-01-31T12:00:00.5Z. For numbers, say in which time unit they count since ' +
    `1970, such as ${timeUnitOption('ms')}.`
  );
}

function beyondRemedy(type: ColumnType): string {
  if (type === 'timestamp')
    return 'Timestamps reach from 1684 to 2255: leave the column out, or replace such values in the file.';
  return 'Leave the column out, or cast it to DOUBLE or to text in the file.';
}
