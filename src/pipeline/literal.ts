import type { ColumnType } from '../columns/column-type.ts';
import type { ExpressionNode } from './expression-node.ts';

/** A constant as a node. */
export function literalNode(value: number | string | boolean, type: ColumnType): ExpressionNode {
  // Adding 0 turns −0 into 0, so that equal values have equal bits.
  return Object.freeze({ kind: 'literal', value: typeof value === 'number' ? value + 0 : value, spec: type });
}

/** Whole numbers are integers. */
export function literalType(value: number | string | boolean): ColumnType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  return Number.isSafeInteger(value) ? 'integer' : 'float';
}
