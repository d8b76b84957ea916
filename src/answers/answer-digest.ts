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
  /** Of the rows in their order, each with the record that caused it; of a table, see `digestFor`. */
  hex(): string;
  /** Of the rows alone, in any order, for engines with parallel output; see `MultisetHash`. */
  unorderedHex(): string;
}

/** The digest of a sequence of rows, or of the table that they make where they replace each other. */
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
 * SHA-256 over the digests of a table's rows at the end, each as `Digest` makes it, in ascending order: how often
 * a row was replaced before, and the order in which keys came, are no part of the answer.
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
