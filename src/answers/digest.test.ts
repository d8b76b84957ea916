import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { Digest } from './digest.ts';

const schema = { amount: 'float?', name: 'text', paid: 'boolean' } as const;
type Row = readonly [cause: number, amount: number | null, name: string, paid: boolean];

function rowsOf(rows: readonly Row[], dictionary = new Dictionary()): OutputRows {
  const output = new OutputRows(schema, dictionary);
  for (const [cause, amount, name, paid] of rows) {
    const row = output.reserve(cause);
    const [amounts, names, payments] = output.table.columns;
    // The cell of a null holds any earlier value.
    amounts.values[row] = amount ?? row + 77;
    amounts.nulls![row] = amount === null ? 1 : 0;
    names.values[row] = dictionary.encode(name);
    payments.values[row] = paid ? 1 : 0;
  }
  return output;
}

function digestOf(...parts: readonly OutputRows[]): string {
  const digest = new Digest();
  for (const part of parts) digest.update(part);
  return digest.hex();
}

const rows: readonly Row[] = [
  [3, 1.5, 'a', true],
  [3, null, 'ö', false],
  [7, -2, '', true],
];

describe('Digest', () => {
  test('is SHA-256 over the documented encoding', () => {
    const bytes = Buffer.alloc(8 + 1 + 8 + 4 + 2 + 8);
    bytes.writeDoubleLE(5, 0);
    bytes.writeUInt8(0, 8);
    bytes.writeDoubleLE(1.5, 9);
    bytes.writeUInt32LE(2, 17);
    bytes.write('ö', 21, 'utf8');
    bytes.writeDoubleLE(1, 23);
    expect(digestOf(rowsOf([[5, 1.5, 'ö', true]]))).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('does not depend on how invocations divide the rows, nor on the codes of texts', () => {
    const other = new Dictionary();
    other.encode('first');
    const cut = digestOf(rowsOf(rows.slice(0, 1), other), rowsOf([], other), rowsOf(rows.slice(1), other));
    expect(cut).toBe(digestOf(rowsOf(rows)));
  });

  test.each<[string, readonly Row[]]>([
    ['another order', [rows[1], rows[0], rows[2]]],
    ['another cause', [rows[0], rows[1], [8, -2, '', true]]],
    ['another value', [rows[0], rows[1], [7, -2, '', false]]],
    ['0 for null', [rows[0], [3, 0, 'ö', false], rows[2]]],
    ['a missing row', rows.slice(0, 2)],
    ['an additional row', [...rows, rows[2]]],
  ])('differs for %s', (_, other) => {
    expect(digestOf(rowsOf(other))).not.toBe(digestOf(rowsOf(rows)));
  });

  test('is the same for every bit pattern of NaN', () => {
    const digests = [0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff8000000000001n].map((bits) => {
      const output = rowsOf([[0, 1, 'a', true]]);
      new BigUint64Array(output.table.columns[0].values.buffer)[0] = bits;
      return digestOf(output);
    });
    expect(new Set(digests).size).toBe(1);
  });

  test('counts rows, and continues after it was read', () => {
    const digest = new Digest();
    digest.update(rowsOf(rows.slice(0, 2)));
    digest.hex();
    digest.update(rowsOf(rows.slice(2)));
    expect([digest.rows, digest.hex()]).toEqual([3, digestOf(rowsOf(rows))]);
  });

  test('takes more rows than its buffer holds, and texts longer than it', () => {
    const long: Row[] = Array.from({ length: 5000 }, (_, row) => [
      row,
      row,
      row === 2500 ? 'x'.repeat(100_000) : 'y',
      true,
    ]);
    expect(digestOf(rowsOf(long.slice(0, 1234)), rowsOf(long.slice(1234)))).toBe(digestOf(rowsOf(long)));
  });
});
