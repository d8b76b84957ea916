import { isNullable, specOf, typeOf, type ColumnSpec, type Schema } from '../columns/column-type.ts';
import { withColumns } from './added-columns.ts';
import type { CellCode } from './operator.ts';

/** What happens with a row without a match: an inner join drops it, a left join keeps it with nulls. */
export type JoinType = 'inner' | 'left';

/** The schema with the columns that a join adds. Throws if one exists already; `remedy` says how to rename it. */
export function joinedSchema(operator: string, input: Schema, added: Schema, type: JoinType, remedy: string): Schema {
  const specs = Object.entries(added).map(([name, spec]): [string, ColumnSpec] => [
    name,
    specOf(typeOf(spec), type === 'left' || isNullable(spec)),
  ]);
  return withColumns(operator, input, Object.fromEntries(specs), remedy);
}

/** The added columns of the row number `match`; in a left join null if there is none, and so `match` is -1. */
export function joinedCells(
  names: readonly string[],
  cells: Readonly<Record<string, CellCode>>,
  match: string,
  type: JoinType,
): Record<string, CellCode> {
  return Object.fromEntries(
    names.map((name) => [name, type === 'inner' ? cells[name] : nullUnlessMatched(cells[name], match)]),
  );
}

function nullUnlessMatched({ value, isNull, spec }: CellCode, match: string): CellCode {
  const noMatch = `${match} < 0`;
  return {
    value,
    isNull: isNull === undefined ? `(${noMatch})` : `(${noMatch} || ${isNull})`,
    spec: specOf(typeOf(spec), true),
  };
}
