import { typeOf, type Schema, type Value } from '../columns/column-type.ts';
import { messageOf, StreamBenchError } from '../errors.ts';
import { failedAt } from '../pipeline/user-code.ts';
import type { CellCode, CodeWriter, RowCode } from './operator.ts';

/** A row as a user's function gets it: texts as strings, timestamps as microseconds since 1970, nulls as null. */
export type PlainRow = Readonly<Record<string, Value>>;

/** Throws if a user gave something other than a function. */
export function checkFunction(operator: string, given: unknown): void {
  if (typeof given === 'function') return;
  throw new StreamBenchError({ kind: 'input', what: `${operator} takes a function, not ${JSON.stringify(given)}` });
}

/** Code for the current row as a plain object. */
export function plainRow(row: RowCode, schema: Schema, writer: CodeWriter): string {
  const dictionary = writer.parameter(writer.dictionary);
  // Computed names keep text of a plan out of source text. They also make '__proto__' an ordinary column.
  const properties = Object.keys(schema).map(
    (name) => `[${writer.parameter(name)}]: ${plainValue(row.cells[name], dictionary)}`,
  );
  return `({ ${properties.join(', ')} })`;
}

function plainValue({ value, isNull, spec }: CellCode, dictionary: string): string {
  const plain = typeOf(spec) === 'text' ? `${dictionary}.decode(${value})` : value;
  return isNull === undefined ? plain : `${isNull} ? null : ${plain}`;
}

/** Where a user's function failed at a row: at the record that caused it, and in which file, where that is known. */
export type PlaceOf = (cause: number, file?: string) => string;

/** Records are counted from 1. Rows of the end have the number after the last record as their cause. */
export function placesOf(operator: string, recordCount: number): PlaceOf {
  return (cause, file) => {
    const at = cause < recordCount ? `at record ${cause + 1}` : 'at the end of the records';
    return `${file === undefined ? '' : `${file}, `}${operator} ${at}`;
  };
}

/** The function's result for a row, or an error that says where it failed. */
export function callUserFunction<Result>(
  placeOf: PlaceOf,
  call: (row: PlainRow) => Result,
  row: PlainRow,
  cause: number,
): Result {
  try {
    return call(row);
  } catch (error) {
    throw new StreamBenchError(
      {
        kind: 'input',
        what: `the function failed: ${messageOf(error)}`,
        where: placeOf(cause, failedAt(error)),
      },
      error,
    );
  }
}
