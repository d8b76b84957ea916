import { parquetWriteFile } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';
import { isNullable, typeOf, type ColumnType } from '../columns/column-type.ts';
import type { Column, Table } from '../columns/table.ts';
import type { RowFormat } from './row-format.ts';

/** Columns keep their types: integers of 64 bits, doubles, timestamps of microseconds in UTC. */
export const parquetRows: RowFormat = {
  write(path, rows, count) {
    parquetWriteFile({
      filename: path,
      schema: schemaOf(rows),
      columnData: rows.columns.map((column) => ({ name: column.name, data: valuesOf(rows, column, count) })),
    });
  },
};

const elements: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  integer: { type: 'INT64' },
  float: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
};

function schemaOf({ schema }: Table): SchemaElement[] {
  const columns = Object.entries(schema).map(([name, spec]): SchemaElement => {
    return { name, ...elements[typeOf(spec)], repetition_type: isNullable(spec) ? 'OPTIONAL' : 'REQUIRED' };
  });
  return [{ name: 'root', num_children: columns.length }, ...columns];
}

function valuesOf(rows: Table, column: Column, count: number): unknown[] {
  return Array.from({ length: count }, (_, row) => {
    const value = rows.value(row, column);
    return typeof value === 'number' && column.type !== 'float' ? BigInt(value) : value;
  });
}
