import { typeOf, type ColumnType } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { missingColumn, sameNameTwice } from './file-error.ts';
import type { FileColumn, ReadCell, TimeUnit } from './file-column.ts';

/** A column of a file whose format has types. */
export interface TypedColumn {
  readonly name: string;
  /**
   * The column type that holds its values exactly; `decimal`: numbers that a float rounds, `null`: it has no values,
   * undefined: no column type holds them.
   */
  readonly type: ColumnType | 'decimal' | 'null' | undefined;
  /** The file's own name for its type. */
  readonly described: string;
}

/** For values that are cells already, such as timestamps in microseconds. */
export const asItIs: ReadCell = (value) => value as bigint;

/**
 * The columns that are to be read, by their names in the file.
 *
 * @throws StreamBenchError if the file lacks one, has it twice, or has it with a type that does not fit
 */
export function columnsToRead<Column extends TypedColumn>(
  path: string,
  wanted: readonly FileColumn[],
  found: readonly Column[],
  timeUnit: TimeUnit | undefined,
): ReadonlyMap<string, Column> {
  const names = found.map(({ name }) => name);
  return new Map(
    wanted.map(({ from, spec }) => {
      const column = found.find(({ name }) => name === from);
      if (column === undefined) throw missingColumn(path, from, names);
      if (names.indexOf(from) !== names.lastIndexOf(from)) throw sameNameTwice(path, from);
      if (!fits(column, typeOf(spec), timeUnit)) throw otherType(`${path}, column '${from}'`, column, spec);
      return [from, column];
    }),
  );
}

/** A text may hold a value of any type; whether it does is seen with each value. */
function fits({ type }: TypedColumn, wanted: ColumnType, timeUnit: TimeUnit | undefined): boolean {
  if (type === wanted || type === 'text' || type === 'null') return true;
  if (wanted === 'float') return type === 'integer' || type === 'decimal';
  return wanted === 'timestamp' && timeUnit !== undefined && isNumber(type);
}

function isNumber(type: TypedColumn['type']): boolean {
  return type === 'integer' || type === 'float';
}

function otherType(where: string, { type, described }: TypedColumn, spec: string): StreamBenchError {
  const what = `the file has ${described}, the schema says ${spec}`;
  return new StreamBenchError({ kind: 'input', where, what, remedy: remedyFor(type, spec) });
}

function remedyFor(type: TypedColumn['type'], spec: string): string {
  if (type === undefined) return 'No column type holds this exactly: cast the column in the file, or leave it out.';
  const time =
    spec.startsWith('timestamp') && isNumber(type)
      ? ", or say in which time unit it counts since 1970, such as timeUnit: 'ms', or --time-unit ms with --replay"
      : '';
  return `Declare it as '${type === 'decimal' ? 'float' : type}'${time}.`;
}

/** The double that is nearest to `unscaled` / 10^`scale`, as if its digits had been read. */
export function decimalValue(unscaled: number | bigint, scale: number): number {
  return Number(`${unscaled}e${-scale}`);
}
