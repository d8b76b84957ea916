import { typeOf } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import type { Operator } from './operator.ts';

/**
 * Keeps the rows for which the predicate is true; false and null drop the row, as in SQL's WHERE.
 * No state, so batch boundaries cannot matter.
 */
export interface FilterNode extends PlanNode {
  readonly kind: 'filter';
  readonly input: PlanNode;
  readonly predicate: ExpressionNode;
}

export function filterNode(input: PlanNode, predicate: ExpressionNode): FilterNode {
  if (typeOf(predicate.spec) !== 'boolean') {
    throw new StreamBenchError({ kind: 'input', what: `filter() takes a boolean, not ${predicate.spec}` });
  }
  return Object.freeze({ kind: 'filter', schema: input.schema, input, predicate });
}

export const filter: Operator<FilterNode> = {
  kind: 'filter',
  compile: (node, writer, consume) => [
    (row) => {
      const { value, isNull } = writer.expression(node.predicate, row);
      writer.block(isNull === undefined ? `if (${value})` : `if (!${isNull} && ${value})`, () => consume(row));
    },
  ],
};
