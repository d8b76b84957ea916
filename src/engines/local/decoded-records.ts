import type { Table } from '../../columns/table.ts';
import type { Step } from '../../compile/step.ts';
import { jsonReader, jsonWriter } from '../../row-formats/record-json.ts';

/** Texts share buffers of so many rows, because a buffer of its own would take each of them 100 bytes. */
const rowsPerBuffer = 1 << 16;

/**
 * The step behind the decoding of its records: each reaches it as a JSON object in bytes, as from a broker, and is
 * decoded when it is invoked for it. What is not decoded is lost, and shows in the answer.
 */
export function decodingFirst(step: Step, records: Table): Step {
  const texts = new RecordTexts(records);
  forget(records);
  const read = jsonReader(records);
  return {
    ...step,
    invoke(from, to) {
      for (let row = from; row < to; row++) records.write(row, read(texts.at(row))!);
      step.invoke(from, to);
    },
  };
}

function forget({ columns }: Table): void {
  for (const { values, nulls } of columns) {
    values.fill(0);
    nulls?.fill(0);
  }
}

/** All records of a table as they would be on a topic. */
class RecordTexts {
  readonly #buffers: Buffer[] = [];
  /** Where each text ends in its buffer. */
  readonly #ends: Uint32Array;

  constructor(records: Table) {
    this.#ends = new Uint32Array(records.length);
    const write = jsonWriter(records);
    for (let first = 0; first < records.length; first += rowsPerBuffer) {
      const rows = Math.min(rowsPerBuffer, records.length - first);
      const texts = Array.from({ length: rows }, (_, row) => Buffer.from(write(records, first + row)));
      let end = 0;
      for (const [row, text] of texts.entries()) this.#ends[first + row] = end += text.length;
      this.#buffers.push(Buffer.concat(texts, end));
    }
  }

  at(row: number): string {
    const start = row % rowsPerBuffer === 0 ? 0 : this.#ends[row - 1];
    return this.#buffers[Math.floor(row / rowsPerBuffer)].toString('utf8', start, this.#ends[row]);
  }
}
