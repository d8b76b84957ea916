import { createHash } from 'node:crypto';
import { OutputRows } from '../columns/output-rows.ts';
import { Digest } from './digest.ts';
import { MultisetHash } from './multiset-hash.ts';

/** A fingerprint of an answer, by which executors and engines are compared. */
export interface AnswerDigest {
  /** Rows of the answer. */
  readonly rows: number;
  /** Rows that the sink was given; more than `rows` where some replaced others. */
  readonly rowsWritten: number;
  update(output: OutputRows): void;
  /** Digest of the rows in their order, each with its cause; of a table, of its last rows with their causes. */
  hex(): string;
  /** Digest of the rows in any order and without causes, for engines with parallel output; see `MultisetHash`. */
  unorderedHex(): string;
}

/** The digest of a sequence of rows, or of a table if `output` has a key, by which rows replace each other. */
export function digestFor(output: OutputRows): AnswerDigest {
  return output.key === undefined ? new SequenceDigest(output) : new TableDigest(output);
}

class SequenceDigest implements AnswerDigest {
  readonly #ordered = new Digest();
  readonly #unordered: MultisetHash;

  constructor({ table }: OutputRows) {
    this.#unordered = new MultisetHash(table.dictionary);
  }

  get rows(): number {
    return this.#ordered.rows;
  }

  get rowsWritten(): number {
    return this.#ordered.rows;
  }

  update(output: OutputRows): void {
    this.#ordered.update(output);
    this.#unordered.update(output.table);
  }

  hex(): string {
    return this.#ordered.hex();
  }

  unorderedHex(): string {
    return this.#unordered.hex();
  }
}

/**
 * SHA-256 over the digests of the table's last rows, each as `Digest` makes it, in ascending order. So it depends
 * neither on how often a row was replaced nor on the order of the keys.
 */
class TableDigest implements AnswerDigest {
  rowsWritten = 0;
  readonly #table: OutputRows;

  constructor({ table, key }: OutputRows) {
    this.#table = new OutputRows(table.schema, table.dictionary, key);
  }

  get rows(): number {
    return this.#table.length;
  }

  update(output: OutputRows): void {
    for (let row = 0; row < output.length; row++) this.#table.take(output, row);
    this.rowsWritten += output.length;
  }

  hex(): string {
    const digest = new Digest();
    const rows = Array.from({ length: this.#table.length }, (_, row) => {
      digest.updateRow(this.#table, row);
      return digest.restart();
    });
    return createHash('sha256').update(rows.sort().join('')).digest('hex');
  }

  unorderedHex(): string {
    const { table } = this.#table;
    const hash = new MultisetHash(table.dictionary);
    hash.update(table);
    return hash.hex();
  }
}
