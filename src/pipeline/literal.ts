import type { ColumnType, Value } from '../columns/column-type.ts';
import { wellFormed } from '../columns/dictionary.ts';
import type { ExpressionNode } from './expression-node.ts';

/** A constant as a node. */
export function literalNode(value: number | string | boolean, type: ColumnType): ExpressionNode {
  return Object.freeze({ kind: 'literal', value: canonical(value), spec: type });
}

function canonical(value: number | string | boolean): Value {
  if (typeof value === 'string') return wellFormed(value);
  // Adding 0 turns −0 into 0, so that equal values have equal bits.
  return typeof value === 'number' ? value + 0 : value;
}

/** Whole numbers are integers. */
export function literalType(value: number | string | boolean): ColumnType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  return Number.isSafeInteger(value) ? 'integer' : 'float';
}
