import type { Schema } from '../columns/column-type.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkSchema } from '../pipeline/schema.ts';
import type { CellCode, Operator } from './operator.ts';

/**
 * Emits, for each row, one row with only these computed columns: SQL's SELECT. The row keeps its event time even if
 * the column that held it is not among them. No state.
 */
export interface ProjectNode extends PlanNode {
  readonly kind: 'project';
  readonly input: PlanNode;
  readonly expressions: Readonly<Record<string, ExpressionNode>>;
}

export function projectNode(input: PlanNode, expressions: Readonly<Record<string, ExpressionNode>>): ProjectNode {
  const specs = Object.entries(expressions).map(([name, node]) => [name, node.spec] as const);
  const schema: Schema = Object.freeze(Object.fromEntries(specs));
  checkSchema(schema, "'columns' of project()");
  return Object.freeze({ kind: 'project', schema, input, expressions: Object.freeze({ ...expressions }) });
}

export const project: Operator<ProjectNode> = {
  kind: 'project',
  compile: (node, writer, consume) => [
    (row) => {
      const cells = Object.entries(node.expressions).map(([name, expression]): [string, CellCode] => [
        name,
        writer.expression(expression, row),
      ]);
      consume({ cells: Object.fromEntries(cells), time: row.time });
    },
  ],
};
