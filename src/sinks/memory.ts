import type { OutputRows } from '../columns/output-rows.ts';
import { CommittedRows } from './committed-rows.ts';
import type { CommittedOutput, CommittedRow, Sink, SinkOptions } from './sink.ts';

/** Holds rows in this process; they stay readable after `close`, for as long as the sink is held. */
export class MemorySink implements Sink, CommittedOutput {
  readonly guarantee = 'none';
  readonly #committed: CommittedRows;
  #pending: CommittedRow[] = [];
  #position = 0;

  constructor({ schema, key }: Pick<SinkOptions, 'schema' | 'key'>) {
    this.#committed = new CommittedRows(schema, key);
  }

  get rows(): readonly CommittedRow[] {
    return this.#committed.rows;
  }

  get position(): number {
    return this.#position;
  }

  write(rows: OutputRows): void {
    for (let row = 0; row < rows.length; row++) this.#pending.push([rows.causes[row], ...rows.table.row(row)]);
  }

  commit(position: number): void {
    for (const row of this.#pending) this.#committed.add(row);
    this.#pending = [];
    this.#position = position;
  }

  close(): void {
    this.#pending = [];
  }
}
