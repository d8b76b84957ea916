import { typeOf } from '../columns/column-type.ts';
import type { Column, Table } from '../columns/table.ts';
import type { CellCode, CodeWriter, RowCode } from './operator.ts';

/** Writes the row's cells into columns of a table, in a row whose index is JavaScript. */
export function writeStoredRow(row: RowCode, columns: readonly Column[], at: string, writer: CodeWriter): void {
  for (const column of columns) {
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
  return cellsAt(table, at, (column) => {
    const source = writer.parameter(column);
    return { values: `${source}.values`, nulls: `${source}.nulls` };
  });
}

/** As `storedCells`, for a table that does not grow any more: reads its arrays directly. */
export function fixedCells(table: Table, at: string, writer: CodeWriter): Readonly<Record<string, CellCode>> {
  return cellsAt(table, at, ({ values, nulls }) => ({
    values: writer.parameter(values),
    nulls: nulls === undefined ? '' : writer.parameter(nulls),
  }));
}

/** Code for the arrays of a column. */
interface ColumnCode {
  readonly values: string;
  readonly nulls: string;
}

function cellsAt(table: Table, at: string, codeOf: (column: Column) => ColumnCode): Record<string, CellCode> {
  const cells = table.columns.map((column): [string, CellCode] => {
    const { values, nulls } = codeOf(column);
    const value = `${values}[${at}]`;
    return [
      column.name,
      {
        value: column.type === 'boolean' ? `(${value} === 1)` : value,
        isNull: column.nulls === undefined ? undefined : `(${nulls}[${at}] === 1)`,
        spec: table.schema[column.name],
      },
    ];
  });
  return Object.fromEntries(cells);
}
