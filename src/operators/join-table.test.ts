import { describe, expect, test } from 'vitest';
import { streamFrom } from '../builder/stream.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { answerOf } from './answer.test-program.ts';

const orders = streamFrom({ time: 'timestamp', product: 'text?' }, 'time', 0);
const products = staticTable({
  schema: { id: 'text', price: 'integer', inStock: 'boolean?' },
  key: 'id',
  rows: [
    { id: 'pen', price: 2, inStock: true },
    { id: 'ink', price: 7, inStock: null },
  ],
});
const records = [
  [1, 'ink'],
  [2, 'cap'],
  [3, null],
  [4, 'pen'],
];

describe('join with a static table', () => {
  test('inner: adds the columns of the row with that key, and drops rows without a match', () => {
    const { plan } = orders.join(products, { on: 'product' });
    expect(plan.schema).toEqual({ time: 'timestamp', product: 'text?', price: 'integer', inStock: 'boolean?' });
    const { rows, fates } = answerOf(plan, records);
    expect(rows).toEqual([
      [0, 1, 'ink', 7, null],
      [3, 4, 'pen', 2, true],
    ]);
    expect(fates).toEqual(['emitted', 'dropped', 'dropped', 'emitted']);
  });

  test('left: keeps rows without a match, with nulls', () => {
    const { plan } = orders.join(products, { on: 'product', type: 'left' });
    expect(plan.schema).toEqual({ time: 'timestamp', product: 'text?', price: 'integer?', inStock: 'boolean?' });
    expect(answerOf(plan, records).rows).toEqual([
      [0, 1, 'ink', 7, null],
      [1, 2, 'cap', null, null],
      [2, 3, null, null, null],
      [3, 4, 'pen', 2, true],
    ]);
  });

  test('a text of a row without a match can be compared: the result is null', () => {
    const names = staticTable({
      schema: { id: 'text', label: 'text' },
      key: 'id',
      rows: [{ id: 'pen', label: 'Pen' }],
    });
    const { plan } = orders
      .join(names, { on: 'product', type: 'left' })
      .project((order) => ({ early: order.label.lt('Q') }));
    expect(answerOf(plan, records).rows).toEqual([
      [0, null],
      [1, null],
      [2, null],
      [3, true],
    ]);
  });

  test('a table without rows matches nothing', () => {
    const none = staticTable({ schema: { id: 'text', price: 'integer' }, key: 'id', rows: [] });
    expect(answerOf(orders.join(none, { on: 'product' }).plan, records).rows).toEqual([]);
  });

  test('refuses a key of another type, and names both columns', () => {
    const numbered = staticTable({ schema: { id: 'integer', price: 'integer' }, key: 'id', rows: [] });
    expect(() => orders.join(numbered, { on: 'product' })).toThrow(
      "join() cannot match column 'product' (text?) with the table's key 'id' (integer)",
    );
  });

  test('refuses two columns of one name', () => {
    const timed = staticTable({ schema: { id: 'text', time: 'timestamp' }, key: 'id', rows: [] });
    expect(() => orders.join(timed, { on: 'product' })).toThrow(
      "join() would make a second column 'time'\nRename it in the table.",
    );
  });
});
