import { isNullable, typeOf } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import type { CellCode, CodeWriter, RowCode } from './operator.ts';

/** Writes the row's cells into a table's row, whose index is JavaScript. */
export function writeStoredRow(row: RowCode, table: Table, at: string, writer: CodeWriter): void {
  for (const column of table.columns) {
    const { value, isNull, spec } = row.cells[column.name];
    // The column and not its arrays: growth of the table replaces those.
    const target = writer.parameter(column);
    const cell = typeOf(spec) === 'boolean' ? `(${value} ? 1 : 0)` : value;
    writer.line(`${target}.values[${at}] = ${isNull === undefined ? cell : `${isNull} ? 0 : ${cell}`};`);
    if (column.nulls !== undefined) writer.line(`${target}.nulls[${at}] = ${isNull ?? 'false'} ? 1 : 0;`);
  }
}

/** Reads the cells of a table's row, whose index is JavaScript. */
export function storedCells(table: Table, at: string, writer: CodeWriter): Readonly<Record<string, CellCode>> {
  const cells: Record<string, CellCode> = {};
  for (const column of table.columns) {
    const source = writer.parameter(column);
    const value = `${source}.values[${at}]`;
    const spec = table.schema[column.name];
    cells[column.name] = {
      value: column.type === 'boolean' ? `(${value} === 1)` : value,
      isNull: isNullable(spec) ? `(${source}.nulls[${at}] === 1)` : undefined,
      spec,
    };
  }
  return cells;
}
