import { isNullable, typeOf } from '../../columns/column-type.ts';
import type { CellCode, CodeWriter, RowCode } from '../operator.ts';
import type { AggregateNode } from './index.ts';

/** Adds the row at hand to each aggregate's slot. `accumulators` is code for the array of them, in the plan's order. */
export function writeAdditions(
  aggregates: Readonly<Record<string, AggregateNode>>,
  row: RowCode,
  writer: CodeWriter,
  accumulators: string,
  slot: string,
): void {
  Object.values(aggregates).forEach(({ argument }, index) => {
    const accumulator = `${accumulators}[${index}]`;
    if (argument === undefined) {
      writer.line(`${accumulator}.add(${slot}, 0);`);
      return;
    }
    const { value, isNull } = writer.expression(argument, row);
    writer.line(`${isNull === undefined ? '' : `if (!${isNull}) `}${accumulator}.add(${slot}, Number(${value}));`);
  });
}

/** The aggregates of a slot as cells, by name. */
export function aggregateCells(aggregates: Readonly<Record<string, AggregateNode>>, accumulators: string, slot: string): Record<string, CellCode> {
  const cells: Record<string, CellCode> = {};
  Object.entries(aggregates).forEach(([name, { spec }], index) => {
    const accumulator = `${accumulators}[${index}]`;
    const value = `${accumulator}.value(${slot})`;
    cells[name] = {
      value: typeOf(spec) === 'boolean' ? `(${value} === 1)` : value,
      isNull: isNullable(spec) ? `${accumulator}.isNull(${slot})` : undefined,
      spec,
    };
  });
  return cells;
}
