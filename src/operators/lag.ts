import { specOf, typeOf, type ColumnSpec, type Schema } from '../columns/column-type.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { withColumns } from './added-columns.ts';
import { checkDistance } from './duration.ts';
import type { KeyCell } from './cell-map.ts';
import { KeyedSlots, writeSlot } from './keyed-slots.ts';
import type { CellCode, Operator } from './operator.ts';

/**
 * Adds to each row the values of expressions in the previous row of the same key: SQL's lag(x) OVER (PARTITION BY key
 * ORDER BY arrival). The order is that of arrival and not of event time, so batch boundaries cannot matter. Null in
 * the first row of a key, and in the next row of a key that was forgotten after `idleMicros` (see KeyedSlots).
 *
 * State: one row's values for each key; without `idleMicros`, for ever.
 */
export interface LagNode extends PlanNode {
  readonly kind: 'lag';
  readonly input: PlanNode;
  readonly by: readonly string[];
  /** By the name of the new column that holds the previous row's value. */
  readonly expressions: Readonly<Record<string, ExpressionNode>>;
  /** Absent if keys are never forgotten. */
  readonly idleMicros?: number;
}

export function lagNode(
  input: PlanNode,
  by: readonly string[],
  expressions: Readonly<Record<string, ExpressionNode>>,
  idleMicros?: number,
): LagNode {
  for (const name of by) checkColumn(input.schema, name);
  if (idleMicros !== undefined) checkDistance('the idle time of lag()', idleMicros);
  const added = Object.entries(expressions).map(([name, { spec }]): [string, ColumnSpec] => [
    name,
    specOf(typeOf(spec), true),
  ]);
  const schema: Schema = withColumns('lag()', input.schema, Object.fromEntries(added));
  return Object.freeze({
    kind: 'lag',
    schema,
    input,
    by: Object.freeze([...by]),
    expressions: Object.freeze({ ...expressions }),
    ...(idleMicros !== undefined && { idleMicros }),
  });
}

export const lag: Operator<LagNode> = {
  kind: 'lag',
  horizonMicros: ({ idleMicros = 0 }) => idleMicros,
  compile({ by, expressions, schema, idleMicros = Infinity }, writer, consume) {
    const previous = Object.keys(expressions).map((): KeyCell[] => []);
    const slots = writer.parameter(new KeyedSlots(by.length, idleMicros, [], writer.watermark));
    return [
      (row) => {
        const { slot, isNew } = writeSlot(slots, by, row, writer);
        const cells = Object.entries(expressions).map(([name, expression], index): [string, CellCode] => {
          const stored = `${writer.parameter(previous[index])}[${slot}]`;
          const value = writer.variable(`${isNew} ? null : ${stored}`);
          const { value: current, isNull } = writer.expression(expression, row);
          writer.line(`${stored} = ${isNull === undefined ? current : `${isNull} ? null : ${current}`};`);
          return [name, { value, isNull: `(${value} === null)`, spec: schema[name] }];
        });
        writer.markAbsorbed();
        consume({ cells: { ...row.cells, ...Object.fromEntries(cells) }, time: row.time });
      },
    ];
  },
};
