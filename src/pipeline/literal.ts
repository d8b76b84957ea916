import { inspect } from 'node:util';
import type { ColumnType } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { ExpressionNode } from './expression-node.ts';

/** A constant as a node. */
export function literalNode(value: number | string | boolean, type: ColumnType): ExpressionNode {
  // Adding 0 turns −0 into 0, so that equal values have equal bits.
  return Object.freeze({ kind: 'literal', value: typeof value === 'number' ? value + 0 : value, spec: type });
}

/** Whole numbers are integers. Throws if the value has no column type. */
export function literalType(value: unknown): ColumnType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'float';
  throw new StreamBenchError({
    kind: 'input',
    what: `an expression cannot hold ${inspect(value)}`,
    remedy: 'Use a column, a number, a text or a boolean.',
  });
}
