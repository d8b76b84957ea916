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

/** The function's result for a row, or an error that says at which record it failed. */
export function callUserFunction<Result>(
  operator: string,
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
        where: placeOf(operator, cause, failedAt(error)),
      },
      error,
    );
  }
}

/**
 * Where a user's function failed: at a record, counted from 1, or at a row that it caused, such as that of a window.
 * Rows of the end have the number after the last record.
 */
export function placeOf(operator: string, cause: number, failed?: string): string {
  return `${failed === undefined ? '' : `${failed}, `}${operator} at record ${cause + 1}`;
}
