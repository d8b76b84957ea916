import type { Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';

/**
 * Refuses an expression that reads a column which the stream does not have, or has with another type: a part that was
 * built on the row of an earlier operator. A part may go into a later operator, as long as its columns do, too.
 *
 * @param place the function in words: "'predicate' of filter()"
 */
export function checkOwnColumns(place: string, roots: readonly (ExpressionNode | undefined)[], schema: Schema): void {
  const seen = new Set<ExpressionNode>();
  const visit = (node: ExpressionNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'call') node.arguments.forEach(visit);
    if (node.kind === 'column' && (!Object.hasOwn(schema, node.name) || schema[node.name] !== node.spec))
      throw otherColumn(place, node, schema);
  };
  for (const root of roots) if (root !== undefined) visit(root);
}

function otherColumn(place: string, { name, spec }: { name: string; spec: string }, schema: Schema): StreamBenchError {
  const here = Object.hasOwn(schema, name) ? `is ${schema[name]} here` : 'is not there';
  return new StreamBenchError({
    kind: 'input',
    what: `the function ${place} reads '${name}' of another row, where it is ${spec}; it ${here}`,
    remedy: 'Build the expression from the row that the function gets.',
  });
}
