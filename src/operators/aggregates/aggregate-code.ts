import { isNullable, typeOf } from '../../columns/column-type.ts';
import type { CellCode, CodeWriter, RowCode } from '../operator.ts';
import type { AggregateNode } from './index.ts';

/** Adds the current row to each aggregate's slot. `accumulators` is code for their array, in the plan's order. */
export function writeAdditions(
  aggregates: Readonly<Record<string, AggregateNode>>,
  row: RowCode,
  writer: CodeWriter,
  accumulators: string,
  slot: string,
): void {
  writeArgumentAdditions(argumentCells(aggregates, row, writer), writer, accumulators, slot);
}

/** The arguments of the aggregates in the current row, undefined for a count of rows. A row may be added repeatedly. */
export function argumentCells(
  aggregates: Readonly<Record<string, AggregateNode>>,
  row: RowCode,
  writer: CodeWriter,
): (CellCode | undefined)[] {
  return Object.values(aggregates).map(({ argument }) => argument && writer.expression(argument, row));
}

export function writeArgumentAdditions(
  cells: readonly (CellCode | undefined)[],
  writer: CodeWriter,
  accumulators: string,
  slot: string,
): void {
  cells.forEach((cell, index) => {
    const accumulator = `${accumulators}[${index}]`;
    const unlessNull = cell?.isNull === undefined ? '' : `if (!${cell.isNull}) `;
    writer.line(`${unlessNull}${accumulator}.add(${slot}, ${cell === undefined ? 0 : `Number(${cell.value})`});`);
  });
}

/** The aggregates of a slot as cells, by name. */
export function aggregateCells(
  aggregates: Readonly<Record<string, AggregateNode>>,
  accumulators: string,
  slot: string,
): Record<string, CellCode> {
  const cells = Object.entries(aggregates).map(([name, { spec }], index): [string, CellCode] => {
    const accumulator = `${accumulators}[${index}]`;
    const value = `${accumulator}.value(${slot})`;
    const isNull = isNullable(spec) ? `${accumulator}.isNull(${slot})` : undefined;
    return [name, { value: typeOf(spec) === 'boolean' ? `(${value} === 1)` : value, isNull, spec }];
  });
  // Every name is an ordinary one in such an object. An assignment to `__proto__` would replace its prototype.
  return Object.fromEntries(cells);
}
