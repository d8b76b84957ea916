/**
 * The types of columns, which Spark, Flink and DuckDB have too.
 * - `integer`: whole numbers within ±2^53. Money is an integer number of its smallest unit.
 * - `timestamp`: whole microseconds since 1970-01-01T00:00:00Z, the resolution of DuckDB and Spark.
 */
export type ColumnType = 'integer' | 'float' | 'boolean' | 'text' | 'timestamp';

/** The type of a column, with a `?` after it if the column may hold nulls. */
export type ColumnSpec = ColumnType | `${ColumnType}?`;

/** Columns by name, in the order of the values of a row. */
export type Schema = Readonly<Record<string, ColumnSpec>>;

interface ValueOfType {
  integer: number;
  float: number;
  boolean: boolean;
  text: string;
  timestamp: number;
}

/** The JavaScript value of one cell. */
export type Value = number | boolean | string | null;

/** The JavaScript value of a cell in a column with this spec. */
export type ValueOf<Spec extends ColumnSpec> = Spec extends `${infer Type extends ColumnType}?`
  ? ValueOfType[Type] | null
  : Spec extends ColumnType
    ? ValueOfType[Spec]
    : never;

export const columnTypes: readonly ColumnType[] = ['integer', 'float', 'boolean', 'text', 'timestamp'];

export function isColumnSpec(text: unknown): text is ColumnSpec {
  return typeof text === 'string' && columnTypes.includes(text.replace(/\?$/, '') as ColumnType);
}

export function typeOf(spec: ColumnSpec): ColumnType {
  return spec.endsWith('?') ? (spec.slice(0, -1) as ColumnType) : (spec as ColumnType);
}

export function isNullable(spec: ColumnSpec): boolean {
  return spec.endsWith('?');
}

export function specOf(type: ColumnType, nullable: boolean): ColumnSpec {
  return nullable ? `${type}?` : type;
}

/** Whether a value from outside is valid in a column with this spec. */
export function isOfSpec(value: unknown, spec: ColumnSpec): value is Value {
  if (value === null) return isNullable(spec);
  switch (typeOf(spec)) {
    case 'integer':
    case 'timestamp':
      return Number.isSafeInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
  }
}
