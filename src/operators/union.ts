import { isNullable, specOf, typeOf, type Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import type { CellCode, CodeWriter, Consume, Operator, RowCode } from './operator.ts';
import { checkSameSource } from './two-inputs.ts';

/**
 * The rows of two streams with the same columns as one stream: SQL's UNION ALL. For each record, first the rows that
 * the first input emits, then those of the second. The records alone decide this order, so batch boundaries cannot
 * matter. No state.
 */
export interface UnionNode extends PlanNode {
  readonly kind: 'union';
  readonly input: PlanNode;
  readonly other: PlanNode;
}

export function unionNode(input: PlanNode, other: PlanNode): UnionNode {
  checkSameSource('union', input, other);
  return Object.freeze({ kind: 'union', schema: unionSchema(input.schema, other.schema), input, other });
}

function unionSchema(input: Schema, other: Schema): Schema {
  const names = Object.keys({ ...input, ...other });
  const differing = names.find(
    (name) => !Object.hasOwn(input, name) || !Object.hasOwn(other, name) || typeOf(input[name]) !== typeOf(other[name]),
  );
  if (differing !== undefined) {
    const specIn = (schema: Schema): string => (Object.hasOwn(schema, differing) ? schema[differing] : 'missing');
    const difference = `'${differing}' is ${specIn(input)} in the first and ${specIn(other)} in the second`;
    throw new StreamBenchError({
      kind: 'input',
      what: `union() takes streams with the same columns, but ${difference}`,
      remedy: 'Give both the same columns with project().',
    });
  }
  return Object.freeze(
    Object.fromEntries(
      names.map((name) => [name, specOf(typeOf(input[name]), isNullable(input[name]) || isNullable(other[name]))]),
    ),
  );
}

export const union: Operator<UnionNode> = {
  kind: 'union',
  compile(node, writer, consume) {
    const both = sharedConsume(node.schema, writer, consume);
    return [both, both];
  },
};

/**
 * Writes the code after the union once, as a function of a row's cells. Written into both inputs, it would double with
 * each union of unions.
 */
function sharedConsume(schema: Schema, writer: CodeWriter, consume: Consume): Consume {
  const columns = Object.entries(schema).map(([name, spec], index) => ({
    name,
    spec,
    value: `c${index}`,
    isNull: isNullable(spec) ? `n${index}` : undefined,
  }));
  const parameters = columns.flatMap(({ value, isNull }) => (isNull === undefined ? [value] : [value, isNull]));
  const target = `${writer.parameter({ consume: undefined })}.consume`;
  const cells: Record<string, CellCode> = Object.fromEntries(columns.map(({ name, ...cell }) => [name, cell]));
  writer.callback(target, ['time', ...parameters].join(', '), () => consume({ cells, time: 'time' }));
  return (row: RowCode) => {
    const cellsOfRow = columns.flatMap(({ name, isNull }) => {
      const cell = row.cells[name];
      return isNull === undefined ? [cell.value] : [cell.value, cell.isNull ?? 'false'];
    });
    writer.line(`${target}(${[row.time, ...cellsOfRow].join(', ')});`);
  };
}
