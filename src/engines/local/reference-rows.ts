import { join } from 'node:path';
import type { Value } from '../../columns/column-type.ts';
import type { Column, Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import { cellText } from '../../row-formats/cell-text.ts';
import { rowFormats } from '../../row-formats/index.ts';
import { rowsFileName, type RowsReport, type RowsRequest } from '../rows.ts';
import type { RecordBlocks } from '../schedule/stream/record-blocks.ts';
import type { ReferenceReport } from '../unit-report.ts';

/**
 * The answer of batch with its rows, in the report or in a file.
 *
 * @param directory an existing folder, for the file
 */
export async function withRows(
  reference: ReferenceReport,
  plan: PlanNode,
  blocks: RecordBlocks,
  { format, limit }: RowsRequest,
  directory: string,
): Promise<RowsReport> {
  const rows = rowsByBatch(plan, blocks, reference.recordCount);
  const count = Math.min(rows.length, limit ?? Infinity);
  if (format !== null) await rowFormats[format].write(join(directory, rowsFileName), rows, count);
  const columns = rows.columns.map(({ name, type }) => ({ name, type }));
  return { ...reference, rowCount: rows.length, columns, cells: format === null ? cellsOf(rows, count) : [] };
}

/** All rows, those of the end of the stream too; of those with the same key the last. */
function rowsByBatch(plan: PlanNode, { records, fill }: RecordBlocks, count: number): Table {
  const step = compile(plan, records, 0, count);
  step.output.clear();
  for (const [from, to] of fill()) step.invoke(from, to);
  step.finish();
  return step.output.table;
}

function cellsOf(rows: Table, count: number): (string | null)[][] {
  return Array.from({ length: count }, (_, row) =>
    rows.columns.map((column) => cellText(shown(rows.value(row, column), column), column.type)),
  );
}

/** A float with the digits that a double surely holds, so that 0.1 + 0.2 is 0.3: as the shell of SQLite shows it. */
function shown(value: Value, { type }: Column): Value {
  return type === 'float' && typeof value === 'number' ? Number(value.toPrecision(15)) : value;
}
