import { Table } from '../../../columns/table.ts';
import { recordColumn } from '../../traced-plan.ts';

/** A copy of the table with the column of record numbers. */
export function numberedRecords(records: Table): Table {
  const { schema, dictionary, length } = records;
  const copy = new Table({ ...schema, [recordColumn]: 'integer' }, dictionary, length);
  for (let row = 0; row < length; row++) copy.reserve();
  copy.columns.forEach((column, index) => {
    const source = records.columns[index];
    if (column.name === recordColumn) column.values.forEach((_, row) => (column.values[row] = row));
    else {
      column.values.set(source.values.subarray(0, length));
      column.nulls?.set(source.nulls!.subarray(0, length));
    }
  });
  return copy;
}
