import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import type { OutputRows } from '../columns/output-rows.ts';
import { outputOf } from './output-of.test-program.ts';
import { RowDecoder, RowEncoder } from './row-code.ts';
import type { CommittedRow } from './sink.ts';

const schema: Schema = { t: 'text', u: 'text?', i: 'integer?', f: 'float', b: 'boolean?', at: 'timestamp' };

/** Its first codes mean other texts than those that the decoder's dictionary gives out first. */
function otherDictionary(): Dictionary {
  const dictionary = new Dictionary();
  for (let code = 0; code < 7; code++) dictionary.encode(`other ${code}`);
  return dictionary;
}

function rowsOf(output: OutputRows): CommittedRow[] {
  return Array.from({ length: output.length }, (_, row) => [output.causes[row], ...output.table.row(row)]);
}

function encoded(batches: readonly { rows: readonly CommittedRow[]; position?: number }[]): Buffer {
  const encoder = new RowEncoder();
  const dictionary = otherDictionary();
  for (const { rows, position } of batches) {
    const output = outputOf(schema, rows, dictionary);
    for (let row = 0; row < output.length; row++) encoder.row(output, row);
    if (position !== undefined) encoder.position(position);
  }
  return Buffer.from(encoder.bytes.subarray(0, encoder.length));
}

/** Decodes bytes that come in pieces of these sizes, which are repeated. */
function decoded(
  bytes: Buffer,
  sizes: readonly number[],
): { rows: CommittedRow[]; positions: number[]; isOpen: boolean } {
  const decoder = new RowDecoder(schema, Math.max(...sizes));
  const rows: CommittedRow[] = [];
  const positions: number[] = [];
  let isOpen = false;
  for (let start = 0, turn = 0; start < bytes.length; start += sizes[turn++ % sizes.length]) {
    const piece = bytes.subarray(start, start + sizes[turn % sizes.length]);
    const found = decoder.decode((target, offset) => {
      target.set(piece, offset);
      return piece.length;
    });
    rows.push(...rowsOf(found.rows));
    if (found.position !== undefined) positions.push(found.position);
    ({ isOpen } = found);
  }
  return { rows, positions, isOpen };
}

const specialTexts = ['', '😀', '\ufffd', 'é'.repeat(300)];
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...specialTexts));
const row = fc.tuple(
  fc.nat(2 ** 31),
  text,
  fc.option(text),
  fc.option(fc.maxSafeInteger()),
  fc.double().map((float) => float + 0), // −0 is not canonical: no row holds it
  fc.option(fc.boolean()),
  fc.maxSafeInteger(),
);

test('rows are decoded as they were encoded, in pieces of any size', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 }),
      (rows, sizes) => {
        expect(decoded(encoded([{ rows }]), sizes).rows).toEqual(rows);
      },
    ),
  );
});

test('a text is sent once', () => {
  const rows = (count: number): CommittedRow[] =>
    Array.from({ length: count }, (_, cause) => [cause, 'é'.repeat(1000), 'x'.repeat(1000), 1, 2, null, 3]);
  const [one, many] = [encoded([{ rows: rows(1) }]), encoded([{ rows: rows(50) }])];
  expect(many.length - one.length).toBeLessThan(49 * 100);
  expect(decoded(many, [64]).rows).toEqual(rows(50));
});

test('the codes of another dictionary are other texts', () => {
  const encoder = new RowEncoder();
  const rows: CommittedRow[] = ['a', 'b', 'a'].map((name, cause) => [cause, name, null, 1, 2, null, 3]);
  for (const each of rows) encoder.row(outputOf(schema, [each], otherDictionary()), 0);
  const bytes = Buffer.from(encoder.bytes.subarray(0, encoder.length));
  expect(decoded(bytes, [1000]).rows).toEqual(rows);
});

test('more texts than there was room for at first have numbers of their own', () => {
  const rows = Array.from({ length: 5000 }, (_, cause): CommittedRow => {
    return [cause, `text ${cause % 3000}`, null, 1, 2, null, 3];
  });
  expect(decoded(encoded([{ rows }]), [10_000]).rows).toEqual(rows);
});

test('a text longer than any buffer is decoded whole', () => {
  const rows: CommittedRow[] = [[1, 'x'.repeat(300_000), 'é'.repeat(70_000), 2, 3, true, 4]];
  expect(decoded(encoded([{ rows }]), [1000]).rows).toEqual(rows);
});

describe('positions', () => {
  const plain: readonly Value[] = ['t', null, 1, 2, true, 3];
  const bytes = encoded([
    { rows: [[0, ...plain]], position: 1 },
    {
      rows: [
        [2, ...plain],
        [3, ...plain],
      ],
      position: 4,
    },
    { rows: [[5, ...plain]] },
  ]);

  test('end the rows of complete invocations; rows after the last one belong to an open invocation', () => {
    expect(decoded(bytes, [bytes.length])).toMatchObject({ positions: [4], isOpen: true });
    expect(decoded(bytes, [7]).positions).toEqual([1, 4]);
  });

  test('that come in pieces count once they are complete', () => {
    const whole = encoded([{ rows: [[0, ...plain]], position: 1 }]);
    const decoder = new RowDecoder(schema, 1000);
    const decode = (from: number, to?: number): { position: number | undefined; isOpen: boolean } =>
      decoder.decode(
        (target, offset) => (target.set(whole.subarray(from, to), offset), whole.subarray(from, to).length),
      );
    expect(decode(0, -1)).toMatchObject({ position: undefined, isOpen: true });
    // Without new bytes the invocation is still open.
    expect(decode(whole.length)).toMatchObject({ position: undefined, isOpen: true });
    expect(decode(whole.length - 1)).toMatchObject({ position: 1, isOpen: false });
    expect(decode(whole.length)).toMatchObject({ position: undefined, isOpen: false });
  });
});
