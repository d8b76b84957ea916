import type { ColumnType, Schema } from '../columns/column-type.ts';
import { expressionOf, type Expression, type ExpressionOf } from './expression.ts';
import { checkColumn } from './schema.ts';
import { inConsole, inWords } from './shown-value.ts';
import { noteUsed } from './unused-parts.ts';

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

/**
 * A row in which an unknown column is an error with a suggestion, also in code that no type checker has seen.
 *
 * @param call who hands the row to a user's function, as in "filter()"
 */
export function rowOf<T extends RowTypes>(schema: Schema, call?: string): Row<T> {
  const read: Expression[] = [];
  let isListed = false;
  const columnOf = (name: string): Expression => {
    checkColumn(schema, name, call);
    const column = expressionOf(Object.freeze({ kind: 'column', name, spec: schema[name] }));
    if (isListed) noteUsed(column);
    else read.push(column);
    return column;
  };
  return new Proxy({ [inWords]: 'a row', ...inConsole } as unknown as Row<T>, {
    get: (target, name) => (typeof name === 'string' ? columnOf(name) : Reflect.get(target, name)),
    has: (target, name) => Object.hasOwn(typeof name === 'string' ? schema : target, name),
    ownKeys() {
      // `{ ...row }` and `const { a, ...rest } = row` read all columns, whichever are needed.
      isListed = true;
      read.forEach(noteUsed);
      return Object.keys(schema);
    },
    getOwnPropertyDescriptor(_, name) {
      if (typeof name !== 'string' || !Object.hasOwn(schema, name)) return undefined;
      const value = columnOf(name);
      noteUsed(value);
      return { configurable: true, enumerable: true, value };
    },
  });
}
