import type { Table } from '../columns/table.ts';

/** How rows are written into a file, for people and other programs to read. */
export interface RowFormat {
  /**
   * Writes the first `count` rows into a new file.
   *
   * @throws the system's error
   */
  write(path: string, rows: Table, count: number): void | Promise<void>;
}
