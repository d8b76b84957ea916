import { createHash } from 'node:crypto';
import type { OutputRows } from '../columns/output-rows.ts';
import type { Column } from '../columns/table.ts';

const bufferBytes = 1 << 16;

/**
 * SHA-256 over the ordered sequence of (cause, row), however invocations divide it. A row is encoded as its cause and
 * its cells. The cause, numbers and booleans (0 or 1) are 64-bit little-endian doubles. A text is its length in bytes,
 * as a 32-bit little-endian integer, and its UTF-8 bytes. In a nullable column a byte comes before the cell: 0, or 1
 * for null, which has no cell.
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

  /** The digest so far, as 64 hexadecimal digits. Further updates are possible. */
  hex(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }

  /** The digest so far. The next update starts a new digest. */
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
    // NaN has many bit patterns, and processors produce different ones.
    this.#used = this.#buffer.writeDoubleLE(Number.isNaN(value) ? NaN : value, this.#used);
  }

  #text(text: string): void {
    // A UTF-16 code unit takes at most 3 bytes in UTF-8.
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
