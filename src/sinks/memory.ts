import type { OutputRows } from '../columns/output-rows.ts';
import { CommittedRows } from './committed-rows.ts';
import type { CommittedOutput, CommittedRow, Sink, SinkImplementation, SinkOptions, VisibleAt } from './sink.ts';

/** Keeps rows in memory. They can still be read after `close`. */
export class MemorySink implements Sink, CommittedOutput {
  readonly guarantee = 'none';
  readonly visibleAt: VisibleAt;
  readonly #committed: CommittedRows;
  #pending: CommittedRow[] = [];
  #position = 0;

  constructor({ schema, key, visibleAt = 'commit' }: Pick<SinkOptions, 'schema' | 'key' | 'visibleAt'>) {
    this.visibleAt = visibleAt;
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
    if (this.visibleAt === 'write') this.#show();
  }

  commit(position: number): void {
    this.#show();
    this.#position = position;
  }

  close(): void {
    this.#pending = [];
  }

  #show(): void {
    for (const row of this.#pending) this.#committed.add(row);
    this.#pending = [];
  }
}

export const memorySink: SinkImplementation = {
  open: (options) => new MemorySink(options),
  read: undefined,
};
