import type { Dictionary } from '../../columns/dictionary.ts';
import type { CellCode } from '../../operators/operator.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';

/** What the code of functions needs from outside. */
export interface Scope {
  readonly dictionary: Dictionary;
  /** The name under which generated code sees a value. */
  parameter(value: unknown): string;
}

/** The code of a call: its value and, where that is not simply "null if any argument is", its null test. */
export interface CallCode {
  /** Looked at only where the call is not null. */
  readonly value: string;
  readonly isNull?: string | undefined;
}

/** A function as code over its arguments' cells; `nodes` are the arguments themselves. */
export type Implementation = (args: readonly CellCode[], scope: Scope, nodes: readonly ExpressionNode[]) => CallCode;

/** A function that chooses one of its arguments, as statements around their code. */
export interface Choice {
  /**
   * Writes statements that assign the argument chosen, or none where the result is null. Calling an argument writes
   * the code that computes it where the call stands. `chosen` reads what has been assigned so far.
   */
  choose(
    args: readonly (() => CellCode)[],
    assign: (cell: CellCode) => void,
    chosen: CellCode,
    writer: ChoiceWriter,
  ): void;
}

export interface ChoiceWriter extends Scope {
  /** Writes `head {`, the body and `}`. */
  block(head: string, body: () => void): void;
}

/** The condition that any of these holds, or undefined where there is none to hold. */
export function anyOf(conditions: readonly (string | undefined)[]): string | undefined {
  const possible = conditions.filter((condition) => condition !== undefined);
  return possible.length === 0 ? undefined : `(${possible.join(' || ')})`;
}

export function isTrue({ value, isNull }: CellCode): string {
  return isNull === undefined ? value : `(!${isNull} && ${value})`;
}

export function isFalse({ value, isNull }: CellCode): string {
  return isNull === undefined ? `!${value}` : `(!${isNull} && !${value})`;
}
