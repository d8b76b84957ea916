import { isNullable, type ColumnSpec } from '../columns/column-type.ts';
import type { CellCode } from './operator.ts';

/** Code of a cell as one value that state can hold: null if the cell is null. */
export function storedValue({ value, isNull }: CellCode): string {
  return isNull === undefined ? value : `(${isNull} ? null : ${value})`;
}

/** The cell that was stored under `code`. */
export function storedCell(code: string, spec: ColumnSpec): CellCode {
  return { value: code, isNull: isNullable(spec) ? `(${code} === null)` : undefined, spec };
}
