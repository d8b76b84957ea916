import type { Schema } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import type { Column } from '../columns/table.ts';

/**
 * Rows as bytes, for another thread, which has another dictionary. A message is a 32-bit head and a body. The head is
 * twice the length of the body in bytes, plus 1 if the body is a position instead of a row. A position ends the rows
 * before it.
 *
 * A row is its cause and its cells. Cause, position and numbers are 64-bit doubles. A cell of a nullable column starts
 * with a byte: 1 for null, without a cell after it, or 0.
 *
 * A text is sent where it occurs first, and gets the next number: 0, 1, 2 … It is a 32-bit head, four times the number
 * of its bytes, plus 1, plus 2 if its bytes are Latin-1 instead of UTF-8; and its bytes. Elsewhere it is four times its
 * number, with 32 bits.
 */
const headBytes = 4;
const numberBytes = 8;
const isFirst = 1;
const isLatin1 = 2;

/** Writes messages into its buffer. The owner sends `length` bytes on and sets `length` to 0. */
export class RowEncoder {
  bytes: Buffer = Buffer.alloc(1 << 16);
  length = 0;
  #view = new DataView(this.bytes.buffer);
  #dictionary: Dictionary | undefined;
  /** By the code of a text in that dictionary its number plus 1; 0 where it was not sent. */
  #numbers = new Int32Array(1024);
  #sentTexts = 0;

  row(rows: OutputRows, row: number): void {
    this.#reserve(headBytes + numberBytes);
    const head = this.length;
    this.length += headBytes;
    this.#number(rows.causes[row]);
    const { columns, dictionary } = rows.table;
    if (dictionary !== this.#dictionary) this.#change(dictionary);
    for (let index = 0; index < columns.length; index++) this.#cell(columns[index], row, dictionary);
    this.#view.setUint32(head, (this.length - head - headBytes) * 2);
  }

  position(position: number): void {
    this.#reserve(headBytes + numberBytes);
    this.#view.setUint32(this.length, numberBytes * 2 + 1);
    this.length += headBytes;
    this.#number(position);
  }

  #cell({ type, values, nulls }: Column, row: number, dictionary: Dictionary): void {
    this.#reserve(1 + numberBytes);
    if (nulls !== undefined) {
      this.bytes[this.length++] = nulls[row];
      if (nulls[row] === 1) return;
    }
    if (type === 'text') this.#text(values[row], dictionary);
    else this.#number(values[row]);
  }

  #number(value: number): void {
    this.#view.setFloat64(this.length, value);
    this.length += numberBytes;
  }

  #text(code: number, dictionary: Dictionary): void {
    if (code >= this.#numbers.length) this.#makeRoomFor(code);
    const number = this.#numbers[code];
    if (number === 0) {
      this.#numbers[code] = ++this.#sentTexts;
      this.#firstText(dictionary.decode(code));
      return;
    }
    this.#view.setUint32(this.length, (number - 1) * 4);
    this.length += headBytes;
  }

  #firstText(text: string): void {
    // A UTF-16 unit takes at most 3 bytes of UTF-8.
    this.#reserve(headBytes + text.length * 3);
    const bytes = this.bytes.write(text, this.length + headBytes, 'utf8');
    // As many bytes as units: all are ASCII, which is Latin-1 too, and faster to read as that.
    const encoding = bytes === text.length ? isLatin1 : 0;
    this.#view.setUint32(this.length, bytes * 4 + encoding + isFirst);
    this.length += headBytes + bytes;
  }

  /** Rows of a step have one dictionary; others are sent their texts anew. */
  #change(dictionary: Dictionary): void {
    this.#dictionary = dictionary;
    this.#numbers.fill(0);
  }

  #makeRoomFor(code: number): void {
    const larger = new Int32Array(Math.max(code + 1, this.#numbers.length * 2));
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  #reserve(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.length + bytes, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** The messages in the bytes of one call. */
export interface DecodedRows {
  readonly rows: OutputRows;
  /** The last position; undefined if there was none. */
  readonly position: number | undefined;
  /** Whether rows came after the last position, of this call or an earlier one: their invocation is not complete. */
  readonly isOpen: boolean;
}

/** Reads messages whose bytes come in pieces of any size. */
export class RowDecoder {
  readonly #schema: Schema;
  readonly #pieceBytes: number;
  #bytes: Buffer;
  #view: DataView;
  /** How many bytes of an incomplete message stand at the start of the buffer. */
  #rest = 0;
  #isOpen = false;
  /** The codes of texts are their numbers. */
  readonly #texts = new Dictionary();

  /** `pieceBytes`: the largest piece. */
  constructor(schema: Schema, pieceBytes: number) {
    this.#schema = schema;
    this.#pieceBytes = pieceBytes;
    this.#bytes = Buffer.alloc(pieceBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** @param take puts the next piece into the target from the offset on, where it fits, and returns its length. */
  decode(take: (target: Uint8Array, offset: number) => number): DecodedRows {
    const end = this.#rest + take(this.#bytes, this.#rest);
    const rows = new OutputRows(this.#schema, this.#texts);
    let position: number | undefined;
    let start = 0;
    for (let length; (length = this.#messageBytes(start, end)) <= end - start; start += length) {
      this.#isOpen = this.#view.getUint32(start) % 2 === 0;
      if (this.#isOpen) this.#row(rows, start + headBytes);
      else position = this.#view.getFloat64(start + headBytes);
    }
    this.#keep(start, end);
    return { rows, position, isOpen: this.#isOpen };
  }

  /** The length of the message at `start`; Infinity if even its head is incomplete. */
  #messageBytes(start: number, end: number): number {
    return end - start < headBytes ? Infinity : headBytes + (this.#view.getUint32(start) >>> 1);
  }

  #row(rows: OutputRows, start: number): void {
    const row = rows.reserve(this.#view.getFloat64(start));
    let at = start + numberBytes;
    for (const column of rows.table.columns) {
      if (column.nulls !== undefined) {
        column.nulls[row] = this.#bytes[at++];
        if (column.nulls[row] === 1) continue;
      }
      if (column.type === 'text') {
        const head = this.#view.getUint32(at);
        at += headBytes;
        if ((head & isFirst) === 0) column.values[row] = head >>> 2;
        else {
          const end = at + (head >>> 2);
          column.values[row] = this.#firstText(head, at, end);
          at = end;
        }
      } else {
        column.values[row] = this.#view.getFloat64(at);
        at += numberBytes;
      }
    }
  }

  #firstText(head: number, start: number, end: number): number {
    return this.#texts.add(this.#bytes.toString((head & isLatin1) === 0 ? 'utf8' : 'latin1', start, end));
  }

  #keep(start: number, end: number): void {
    this.#rest = end - start;
    if (this.#rest + this.#pieceBytes <= this.#bytes.length) this.#bytes.copyWithin(0, start, end);
    else this.#grow(this.#bytes.subarray(start, end));
  }

  #grow(rest: Buffer): void {
    this.#bytes = Buffer.alloc(rest.length * 2 + this.#pieceBytes);
    this.#view = new DataView(this.#bytes.buffer);
    this.#bytes.set(rest);
  }
}
