import stringWidth from 'string-width';
import type { ColumnType } from '../../columns/column-type.ts';
import { escapeControls } from '../../control-characters.ts';
import type { OutputColumn } from '../../engines/rows.ts';
import { listItem, paragraph } from '../../reports/paragraph.ts';
import { rowTable } from '../../reports/table.ts';

/** A terminal of 80 columns shows this many without a break of its own. */
const width = 79;
/** Texts are cut to this width before columns are left out. */
const shortestCut = 12;
const nullText = '–';

/** Rows as texts, null for null. */
export interface Rows {
  readonly columns: readonly OutputColumn[];
  readonly cells: readonly (readonly (string | null)[])[];
}

/**
 * A table of rows in 80 columns, one line for each row. Where they need more, first texts are cut, then the last
 * columns left out; lines below the table say so.
 */
export function rowsTable({ columns, cells }: Rows): string {
  const texts = cells.map((row) => row.map((cell) => (cell === null ? nullText : escapeControls(cell))));
  const natural = columns.map(({ name, type }, index) => {
    const head = escapeControls(name);
    const cellsWidth = texts.reduce((most, row) => Math.max(most, stringWidth(row[index])), 1);
    return { head, type, cellsWidth, width: Math.max(cellsWidth, stringWidth(head)) };
  });
  const cut = longestCut(natural);
  const all = natural.map((column) => ({ ...column, width: cutWidth(column, cut) }));
  const shown = all.slice(0, fittingColumns(all));
  const table = rowTable(
    shown.map(({ head, type, width: columnWidth }) => ({ head, width: columnWidth, align: alignOf(type) })),
    texts.map((row) => row.slice(0, shown.length)),
  );
  const isCut = shown.some((column, index) => column.width < natural[index].width);
  const missing = all.slice(shown.length).map(({ head }) => head);
  return [
    table,
    ...(isCut ? [paragraph('… stands where a text is cut; --format writes all of it.')] : []),
    ...(missing.length > 0 ? [leftOut(missing)] : []),
  ].join('\n');
}

function leftOut(names: readonly string[]): string {
  const columns = names.length === 1 ? '1 more column' : `${names.length} more columns`;
  return `${paragraph(`${columns} left out for lack of room; --format writes all:`)}\n${listItem(names.join(', '))}`;
}

interface MeasuredColumn {
  readonly type: ColumnType;
  /** Of the widest cell. */
  readonly cellsWidth: number;
  /** Of the widest cell, or of the head. */
  readonly width: number;
}

/** The longest cut with which all columns fit, or the shortest one. */
function longestCut(columns: readonly MeasuredColumn[]): number {
  let cut = Math.max(...columns.map((column) => column.width), shortestCut);
  while (cut > shortestCut && totalWidth(columns.map((column) => cutWidth(column, cut))) > width) cut--;
  return cut;
}

/** A number or a time that is cut would be another one; only a text may be, and the name of a column. */
function cutWidth({ type, cellsWidth, width: natural }: MeasuredColumn, cut: number): number {
  return Math.max(Math.min(natural, cut), type === 'text' ? 0 : cellsWidth);
}

/** One character separates columns. */
function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, 0) + widths.length - 1;
}

function fittingColumns(columns: readonly Pick<MeasuredColumn, 'width'>[]): number {
  let count = columns.length;
  while (count > 1 && totalWidth(columns.slice(0, count).map((column) => column.width)) > width) count--;
  return count;
}

function alignOf(type: ColumnType): 'left' | 'right' {
  return type === 'integer' || type === 'float' ? 'right' : 'left';
}
