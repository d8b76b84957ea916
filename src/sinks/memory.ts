import type { OutputRows } from '../columns/output-rows.ts';
import type { CommittedOutput, CommittedRow, Sink } from './sink.ts';

/** Holds rows in this process; they stay readable after `close`, for as long as the sink is held. */
export class MemorySink implements Sink, CommittedOutput {
  readonly guarantee = 'none';
  readonly #rows: CommittedRow[] = [];
  #pending: CommittedRow[] = [];
  #position = 0;

  get rows(): readonly CommittedRow[] {
    return this.#rows;
  }

  get position(): number {
    return this.#position;
  }

  write(rows: OutputRows): void {
    for (let row = 0; row < rows.length; row++) this.#pending.push([rows.causes[row], ...rows.table.row(row)]);
  }

  commit(position: number): void {
    for (const row of this.#pending) this.#rows.push(row);
    this.#pending = [];
    this.#position = position;
  }

  close(): void {
    this.#pending = [];
  }
}
