import chalk from 'chalk';
import Table from 'cli-table3';
import { linesOf } from './paragraph.ts';

export interface Column {
  readonly head: string;
  /** In characters, without the space that separates columns. */
  readonly width: number;
  readonly align: 'left' | 'right';
}

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

/** A table for the terminal, without rules. A cell that is too wide is broken, between words where that is enough. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const fitting = (text: string, place: number): string => linesOf(text, columns[place].width).join('\n');
  return rowTable(
    columns.map((column, place) => ({ ...column, head: fitting(column.head, place) })),
    rows.map((row) => row.map(fitting)),
  );
}

/** As `table`, with one line for each row: a cell that is too wide is cut, and ends with `…`. */
export function rowTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = new Table({
    head: columns.map(({ head }) => chalk.bold(head)),
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align),
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  lines.push(...rows.map((row) => [...row]));
  return lines.toString().replaceAll(/ +$/gm, '');
}
