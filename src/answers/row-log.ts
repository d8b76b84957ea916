import { OutputRows } from '../columns/output-rows.ts';
import type { AnswerDigest } from './answer-digest.ts';

/** Rows are kept in pieces of this size: a single growing table would be copied as a whole during the measurement. */
const rowsPerPiece = 1 << 14;
const fewRows = 32;

/**
 * Copies of all output rows of a unit, so that they can be digested after the measurement. To digest a row takes some
 * microseconds, which would be lost capacity; to copy it takes a twentieth of that.
 */
export class RowLog {
  readonly #pieces: OutputRows[] = [];

  append(output: OutputRows): void {
    const { length } = output;
    for (let row = 0, end = 0; row < length; row = end) {
      const piece = this.#pieceFor(output);
      end = Math.min(length, row + rowsPerPiece - piece.length);
      // A few rows are copied one by one: to make views of the columns would take longer.
      if (length < fewRows) for (let one = row; one < end; one++) piece.take(output, one);
      else piece.takeRange(output, row, end);
    }
  }

  /** Passes all rows to the digest, in their order. */
  replay(digest: AnswerDigest): void {
    for (const piece of this.#pieces) digest.update(piece);
  }

  #pieceFor({ table }: OutputRows): OutputRows {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length < rowsPerPiece) return last;
    // Without a key, because the digest needs the replaced rows too: the sink was given them.
    const piece = new OutputRows(table.schema, table.dictionary, undefined, rowsPerPiece);
    this.#pieces.push(piece);
    return piece;
  }
}
