import { typeOf, type Schema, type Value } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { CellCode, CodeWriter, RowCode } from './operator.ts';

/** A row as a user's function sees it: text as strings, timestamps as microseconds since 1970, null as null. */
export type PlainRow = Readonly<Record<string, Value>>;

/** Throws where a user gave something else. */
export function checkFunction(operator: string, given: unknown): void {
  if (typeof given === 'function') return;
  throw new StreamBenchError({ kind: 'input', what: `${operator} takes a function, not ${JSON.stringify(given)}` });
}

/** Code for the row at hand as a plain object. */
export function plainRow(row: RowCode, schema: Schema, writer: CodeWriter): string {
  const dictionary = writer.parameter(writer.dictionary);
  // Computed names, because a plan's text must not get into source text; they also make a column '__proto__' one like any other.
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
    const message = error instanceof Error ? error.message : String(error);
    throw new StreamBenchError(
      { kind: 'input', what: `the function failed: ${message}`, where: placeOf(operator, cause) },
      error,
    );
  }
}

/** Where a user's function went wrong; the row may also be one that the record caused, such as a window's. */
export function placeOf(operator: string, cause: number): string {
  return `${operator} at record ${cause}`;
}
