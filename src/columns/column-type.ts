/**
 * The types that a column can hold, chosen so that Spark, Flink and DuckDB have the same.
 * - `integer`: whole numbers within ±2^53; money is integers of its smallest unit.
 * - `timestamp`: whole microseconds since 1970-01-01T00:00:00Z, the resolution of DuckDB and Spark.
 */
export type ColumnType = 'integer' | 'float' | 'boolean' | 'text' | 'timestamp';

/** A column's type; a `?` behind it says that the column may hold nulls. */
export type ColumnSpec = ColumnType | `${ColumnType}?`;

/** Columns by name; their order is the order of the rows' values. */
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

/** The JavaScript value of a cell of a column so declared. */
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

/** Whether a value from outside can stand in a column so declared. */
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
