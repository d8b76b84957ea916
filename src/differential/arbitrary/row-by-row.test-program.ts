import fc from 'fast-check';
import type { ColumnSpec } from '../../columns/column-type.ts';
import { explodeNode } from '../../operators/explode.ts';
import { filterWithNode } from '../../operators/filter-with.ts';
import { mapNode } from '../../operators/map.ts';
import type { PlainRow } from '../../operators/user-function.ts';
import type { AppendNode } from './append-node.test-program.ts';
import { at } from './values.test-program.ts';

/** A number that depends on every cell of a row, but not on their order. */
function lengthOf(row: PlainRow): number {
  return Object.values(row).join('').length;
}

/** Operators without state. */
export const rowByRowOperators = {
  explode: fc
    .record({ column: fc.nat(20), separator: fc.constantFrom('a', 'l', ' ', '\u{1f600}', '; ') })
    .map(({ column, separator }): AppendNode => (input, depth) => {
      const texts = Object.keys(input.schema).filter((name) => input.schema[name].startsWith('text'));
      return texts.length === 0 ? input : explodeNode(input, at(texts, column), `e${depth}`, separator);
    }),

  map: fc.array(fc.nat(20), { maxLength: 4 }).map((columns): AppendNode => (input, depth) => {
    const copied = columns.map((choice, index): [string, string] => [
      `m${depth}${index}`,
      at(Object.keys(input.schema), choice),
    ]);
    const specs = copied.map(([name, from]): [string, ColumnSpec] => [name, input.schema[from]]);
    return mapNode(
      input,
      { ...Object.fromEntries(specs), [`m${depth}`]: 'integer', [`t${depth}`]: 'text?' },
      (row) => ({
        ...Object.fromEntries(copied.map(([name, from]) => [name, row[from]])),
        [`m${depth}`]: lengthOf(row),
        [`t${depth}`]: lengthOf(row) % 3 === 0 ? null : String(copied.map(([, from]) => row[from])),
      }),
    );
  }),

  'filter-with': fc.nat(2).map(
    (dropped): AppendNode =>
      (input) =>
        filterWithNode(input, (row) => lengthOf(row) % 3 !== dropped),
  ),
};
