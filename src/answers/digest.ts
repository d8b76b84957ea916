import { createHash } from 'node:crypto';
import type { OutputRows } from '../columns/output-rows.ts';
import type { Column } from '../columns/table.ts';

const bufferBytes = 1 << 16;

/**
 * SHA-256 over the ordered sequence of (cause, row), wherever invocations cut it. Encoding of a row: its cause
 * and its numbers as 64-bit little-endian doubles, booleans as 0 and 1; texts as their length in bytes, a
 * 32-bit integer, and their UTF-8 bytes; in a nullable column one byte before the cell, 1 and no cell for null.
 */
export class Digest {
  rows = 0;
  #hash = createHash('sha256');
  readonly #buffer = Buffer.alloc(bufferBytes);
  #used = 0;

  update(output: OutputRows): void {
    for (let row = 0; row < output.length; row++) this.updateRow(output, row);
  }

  updateRow(output: OutputRows, row: number): void {
    this.#number(output.causes[row]);
    for (const column of output.table.columns) this.#cell(output, column, row);
    this.rows++;
  }

  /** The digest so far, as 64 hexadecimal digits; further updates are still possible. */
  hex(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }

  /** The digest so far; the next begins anew. */
  restart(): string {
    const hex = this.hex();
    this.#hash = createHash('sha256');
    this.rows = 0;
    return hex;
  }

  #cell({ table }: OutputRows, { type, values, nulls }: Column, row: number): void {
    if (nulls !== undefined) {
      this.#reserve(1);
      this.#used = this.#buffer.writeUInt8(nulls[row], this.#used);
      if (nulls[row] === 1) return;
    }
    if (type === 'text') this.#text(table.dictionary.decode(values[row]));
    else this.#number(values[row]);
  }

  #number(value: number): void {
    this.#reserve(8);
    // NaN has many bit patterns, and processors differ in the one that they make.
    this.#used = this.#buffer.writeDoubleLE(Number.isNaN(value) ? NaN : value, this.#used);
  }

  #text(text: string): void {
    // A UTF-16 unit takes at most 3 bytes of UTF-8.
    if (4 + text.length * 3 > bufferBytes) return this.#longText(text);
    this.#reserve(4 + text.length * 3);
    const bytes = this.#buffer.write(text, this.#used + 4, 'utf8');
    this.#used = this.#buffer.writeUInt32LE(bytes, this.#used) + bytes;
  }

  #longText(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.#reserve(4);
    this.#used = this.#buffer.writeUInt32LE(bytes.length, this.#used);
    this.#flush();
    this.#hash.update(bytes);
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes > bufferBytes) this.#flush();
  }

  #flush(): void {
    this.#hash.update(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}
