import chalk from 'chalk';
import Table from 'cli-table3';

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

/** A table for the terminal, without rules. A cell that is too wide is broken between words. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return tableOf(columns, rows, true);
}

/** As `table`, with one line for each row: a cell that is too wide is cut, and ends with `…`. */
export function rowTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return tableOf(columns, rows, false);
}

function tableOf(columns: readonly Column[], rows: readonly (readonly string[])[], wordWrap: boolean): string {
  const lines = new Table({
    head: columns.map(({ head }) => chalk.bold(head)),
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align),
    wordWrap,
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  lines.push(...rows.map((row) => [...row]));
  return lines.toString().replaceAll(/ +$/gm, '');
}
