import { typeOf, type ColumnType } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { missingColumn } from './file-error.ts';
import { microsPerTimeUnit, type FileColumn, type ReadCell, type TimeUnit } from './file-column.ts';

/** A column of a file whose format has types. */
export interface TypedColumn {
  /** The column type that holds its values exactly; undefined if there is none. */
  readonly type: ColumnType | undefined;
  /** The file's own name for its type. */
  readonly described: string;
}

const numbers: readonly (ColumnType | undefined)[] = ['integer', 'float'];

/** Throws StreamBenchError if the file lacks a column that is to be read, or has it with another type. */
export function checkColumns(
  path: string,
  wanted: readonly FileColumn[],
  found: ReadonlyMap<string, TypedColumn>,
  timeUnit: TimeUnit | undefined,
): void {
  for (const { from, spec } of wanted) {
    const column = found.get(from);
    if (column === undefined) throw missingColumn(path, from, [...found.keys()]);
    const { type, described } = column;
    const isTime = typeOf(spec) === 'timestamp' && numbers.includes(type);
    if (type === typeOf(spec) || (isTime && timeUnit !== undefined)) continue;
    throw new StreamBenchError({
      kind: 'input',
      where: `${path}, column '${from}'`,
      what: `the file has ${described}, the schema says ${spec}`,
      remedy: remedyFor(type, isTime),
    });
  }
}

function remedyFor(type: ColumnType | undefined, isTime: boolean): string {
  if (type === undefined) return 'No column type holds this exactly: cast the column in the file, or leave it out.';
  return `Declare it as '${type}'${isTime ? ', or say in which time unit it counts since 1970' : ''}.`;
}

const number: ReadCell = (value) => (typeof value === 'number' || typeof value === 'bigint' ? value : undefined);

/**
 * For files whose values already have the type of the column. Timestamps come as microseconds in a bigint; values that
 * `timeUnit` turns into timestamps come as numbers.
 */
export function typedCells(timeUnit: TimeUnit | undefined): Readonly<Record<ColumnType, ReadCell>> {
  return {
    integer: number,
    float: number,
    boolean: (value) => (typeof value === 'boolean' ? value : undefined),
    text: (value) => (typeof value === 'string' ? value : undefined),
    timestamp: (value) => {
      if (typeof value === 'bigint') return value;
      return typeof value === 'number' && timeUnit !== undefined
        ? Math.round(value * microsPerTimeUnit[timeUnit])
        : undefined;
    },
  };
}

/** How to convert the values of a column before they become cells: integers that may count time become numbers. */
export function typedValue({ type }: TypedColumn, timeUnit: TimeUnit | undefined): (value: unknown) => unknown {
  return type === 'integer' && timeUnit !== undefined
    ? (value) => (value === null ? null : Number(value))
    : (value) => value;
}
