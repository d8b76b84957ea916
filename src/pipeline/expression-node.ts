import type { ColumnSpec, Value } from '../columns/column-type.ts';
import type { FunctionName } from './functions/index.ts';

/** An expression as data. `spec` is the type of its value and whether that can be null. */
export type ExpressionNode =
  | { readonly kind: 'column'; readonly name: string; readonly spec: ColumnSpec }
  | { readonly kind: 'literal'; readonly value: Value; readonly spec: ColumnSpec }
  | {
      readonly kind: 'call';
      readonly function: FunctionName;
      readonly arguments: readonly ExpressionNode[];
      readonly spec: ColumnSpec;
    };
