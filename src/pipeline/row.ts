import { isColumnSpec, type ColumnType, type Schema } from '../columns/column-type.ts';
import { didYouMean, StreamBenchError } from '../errors.ts';
import { expressionOf, type ExpressionOf } from './expression.ts';

/** Column names with their types, as the type checker sees a stream's rows. */
export type RowTypes = Readonly<Record<string, ColumnType>>;

/** The columns of a row as expressions: `row.amount.gt(500)`. */
export type Row<T extends RowTypes> = { readonly [Name in keyof T & string]: ExpressionOf<T[Name]> };

/** The row types of a declared schema. Nullability is tracked at run time, not in types. */
export type RowTypesOf<S extends Schema> = {
  readonly [Name in keyof S & string]: S[Name] extends `${infer Type extends ColumnType}?`
    ? Type
    : S[Name] & ColumnType;
};

/** A row in which an unknown column is an error with a suggestion, also in code that no type checker has seen. */
export function rowOf<T extends RowTypes>(schema: Schema): Row<T> {
  return new Proxy({} as Row<T>, {
    get(_, name) {
      return typeof name === 'string' ? columnOf(schema, name) : undefined;
    },
    ownKeys: () => Object.keys(schema),
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === 'string' && Object.hasOwn(schema, name)
        ? { configurable: true, enumerable: true, value: columnOf(schema, name) }
        : undefined,
  });
}

/** Throws if the schema has no such column. */
export function checkColumn(schema: Schema, name: string): void {
  if (Object.hasOwn(schema, name)) return;
  const names = Object.keys(schema);
  throw new StreamBenchError({
    kind: 'input',
    what: `there is no column '${name}'`,
    remedy: didYouMean(name, names) ?? `The columns here are ${names.join(', ')}.`,
  });
}

/** Throws if a schema has an unknown type or no columns. */
export function checkSchema(schema: Schema): void {
  const entries = Object.entries((schema as Schema | undefined) ?? {});
  if (entries.length === 0) throw new StreamBenchError({ kind: 'input', what: 'a schema needs at least one column' });
  for (const [name, spec] of entries) {
    if (isColumnSpec(spec)) continue;
    throw new StreamBenchError({
      kind: 'input',
      what: `column '${name}' has the unknown type ${JSON.stringify(spec)}`,
      remedy: "A type is integer, float, boolean, text or timestamp, followed by '?' if the column may be null.",
    });
  }
}

function columnOf(schema: Schema, name: string): unknown {
  checkColumn(schema, name);
  return expressionOf(Object.freeze({ kind: 'column', name, spec: schema[name] }));
}
