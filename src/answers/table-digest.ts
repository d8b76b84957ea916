import { createHash } from 'node:crypto';
import { OutputRows } from '../columns/output-rows.ts';
import { Digest } from './digest.ts';

/** A fingerprint of an answer, for comparison across executors. */
export interface AnswerDigest {
  /** Rows of the answer. */
  readonly rows: number;
  /** Rows that the sink was given; more than `rows` where some replaced others. */
  readonly rowsWritten: number;
  update(output: OutputRows): void;
  hex(): string;
}

/** Of a sequence of rows, or of the table that they make where they replace each other. */
export function digestFor(output: OutputRows): AnswerDigest {
  return output.key === undefined ? new Digest() : new TableDigest(output);
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
}
