import type { Dictionary } from '../columns/dictionary.ts';
import { typeOf, type ColumnSpec } from '../columns/column-type.ts';
import type { KeyCell } from './cell-map.ts';

type Order<T> = (left: T, right: T) => number;

/** Ascending, text by its bytes, NaN after all numbers, null last: DuckDB's order. */
export function cellOrder(spec: ColumnSpec, dictionary: Dictionary): Order<KeyCell> {
  const compare: Order<number> =
    typeOf(spec) === 'text' ? (left, right) => dictionary.compare(left, right) : compareNumbers;
  return (left, right) => {
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return compare(Number(left), Number(right));
  };
}

/** A column's cells in that order. */
export function sortedCells(cells: readonly KeyCell[], spec: ColumnSpec, dictionary: Dictionary): Iterable<KeyCell> {
  if (cells.length < 2) return cells;
  const areNumbers = typeOf(spec) !== 'text' && typeOf(spec) !== 'boolean' && !cells.includes(null);
  if (!areNumbers) return cells.toSorted(cellOrder(spec, dictionary));
  // As those of a `CellMap` that has them in an array.
  if (areAscending(cells as readonly number[])) return cells;
  // Without a comparison function, numbers are sorted many times as fast. NaN comes last there too.
  return Float64Array.from(cells as readonly number[]).sort();
}

function areAscending(numbers: readonly number[]): boolean {
  for (let index = 1; index < numbers.length; index++) if (!(numbers[index - 1] < numbers[index])) return false;
  return true;
}

/** Orders lists of cells by their first column, then by the second, and so on. */
export function cellsOrder(specs: readonly ColumnSpec[], dictionary: Dictionary): Order<readonly KeyCell[]> {
  const orders = specs.map((spec) => cellOrder(spec, dictionary));
  return (left, right) => {
    for (const [index, compare] of orders.entries()) {
      const order = compare(left[index], right[index]);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function compareNumbers(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  // A difference would be NaN between equal infinities.
  return Number(left > right) - Number(left < right);
}
