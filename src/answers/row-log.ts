import { OutputRows } from '../columns/output-rows.ts';
import type { AnswerDigest } from './answer-digest.ts';

/** Rows are kept in pieces of so many, since one table that grows would be copied whole in the middle of a run. */
const rowsPerPiece = 1 << 14;
const fewRows = 32;

/**
 * Copies of all rows that a run puts out, so that their digest can wait until it is over: to digest a row takes some
 * microseconds, which would count as capacity lost to measuring; to copy it takes a twentieth.
 */
export class RowLog {
  readonly #pieces: OutputRows[] = [];

  append(output: OutputRows): void {
    const { length } = output;
    for (let row = 0, end = 0; row < length; row = end) {
      const piece = this.#pieceFor(output);
      end = Math.min(length, row + rowsPerPiece - piece.length);
      // Of few rows each is copied by itself: views of the columns would take longer.
      if (length < fewRows) for (let one = row; one < end; one++) piece.take(output, one);
      else piece.takeRange(output, row, end);
    }
  }

  /** Hands over all rows, in the order in which they came. */
  replay(digest: AnswerDigest): void {
    for (const piece of this.#pieces) digest.update(piece);
  }

  #pieceFor({ table }: OutputRows): OutputRows {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length < rowsPerPiece) return last;
    // Without a key: each row of an answer that replaces rows is one that the sink was given.
    const piece = new OutputRows(table.schema, table.dictionary, undefined, rowsPerPiece);
    this.#pieces.push(piece);
    return piece;
  }
}
