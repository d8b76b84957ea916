import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { digestFor } from './answer-digest.ts';

/** An id that no other row has, an amount, a name, another name, and whether it is paid. */
type Row = readonly Value[];

const text = fc.string({ unit: 'binary', maxLength: 12 });
const amount = fc.option(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double()).map((value) => value + 0));
const otherText = fc.option(text);
const anyRow: fc.Arbitrary<Row> = fc.tuple(fc.integer(), amount, text, otherText, fc.boolean());
const rowsOf = (minLength: number): fc.Arbitrary<Row[]> =>
  fc.uniqueArray(anyRow, { minLength, maxLength: 12, selector: ([id]) => id });

describe.each<[string, readonly string[] | undefined]>([
  ['a sequence', undefined],
  ['a table', ['id']],
])('the unordered digest of %s', (_, key) => {
  const schema = { id: 'integer', amount: 'float?', name: 'text', other: 'text?', paid: 'boolean' } as const;

  /** `rowsEach`: number of rows per invocation. */
  function unordered(
    rows: readonly Row[],
    { causeOf = (row: number) => row, rowsEach = 100, dictionary = new Dictionary() } = {},
  ): string {
    const output = new OutputRows(schema, dictionary, key);
    const digest = digestFor(output);
    for (let from = 0; from < rows.length; from += rowsEach) {
      output.clear();
      for (const [index, values] of rows.slice(from, from + rowsEach).entries()) {
        const row = output.reserve(causeOf(from + index));
        for (const [place, column] of output.table.columns.entries()) {
          const value = values[place];
          if (column.nulls !== undefined) column.nulls[row] = value === null ? 1 : 0;
          // The cell of a null holds any earlier value.
          column.values[row] = typeof value === 'string' ? dictionary.encode(value) : Number(value ?? from + 7);
        }
        output.settle();
      }
      digest.update(output);
    }
    return digest.unorderedHex();
  }

  const shuffled = rowsOf(0).chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );

  test('does not depend on the order of rows, on causes, nor on how invocations divide the rows', () => {
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 1, max: 12 }), ([rows, others], rowsEach) => {
        expect(unordered(others, { causeOf: (row) => 7 * row + 3, rowsEach })).toBe(unordered(rows));
      }),
    );
  });

  test('does not depend on the codes of texts', () => {
    fc.assert(
      fc.property(shuffled, fc.array(text), ([rows, others], texts) => {
        const dictionary = new Dictionary();
        for (const other of texts) dictionary.encode(other);
        expect(unordered(others, { dictionary })).toBe(unordered(rows));
      }),
    );
  });

  test('differs if one cell differs', () => {
    fc.assert(
      fc.property(rowsOf(1), fc.nat(), fc.nat(4), anyRow, (rows, place, column, changed) => {
        const row = place % rows.length;
        fc.pre(!Object.is(rows[row][column], changed[column]));
        const cells = rows[row].with(column, changed[column]);
        expect(unordered(rows.toSpliced(row, 1, cells))).not.toBe(unordered(rows));
      }),
    );
  });

  test('differs if a row is missing', () => {
    fc.assert(
      fc.property(rowsOf(1), fc.nat(), (rows, place) => {
        expect(unordered(rows.toSpliced(place % rows.length, 1))).not.toBe(unordered(rows));
      }),
    );
  });

  test('differs if two rows exchange one cell', () => {
    fc.assert(
      fc.property(rowsOf(2), fc.integer({ min: 1, max: 4 }), ([first, second, ...rest], column) => {
        fc.pre(!Object.is(first[column], second[column]));
        const exchanged = [first.with(column, second[column]), second.with(column, first[column])];
        expect(unordered([...exchanged, ...rest])).not.toBe(unordered([first, second, ...rest]));
      }),
    );
  });

  test('differs if two texts of a row exchange their columns', () => {
    fc.assert(
      fc.property(rowsOf(1), ([[id, value, name, other, paid], ...rest]) => {
        fc.pre(other !== null && name !== other);
        const exchanged = [id, value, other, name, paid];
        expect(unordered([exchanged, ...rest])).not.toBe(unordered([[id, value, name, other, paid], ...rest]));
      }),
    );
  });

  test(`${key === undefined ? 'differs' : 'is the same'} if a row comes twice`, () => {
    fc.assert(
      fc.property(rowsOf(1), fc.nat(), fc.integer({ min: 1, max: 12 }), (rows, place, rowsEach) => {
        const twice = unordered([...rows, rows[place % rows.length]], { rowsEach });
        expect(twice === unordered(rows)).toBe(key !== undefined);
      }),
    );
  });
});
