import type { Dictionary } from '../../columns/dictionary.ts';
import type { CellCode } from '../../operators/operator.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';

/** What the code of functions may use. */
export interface Scope {
  readonly dictionary: Dictionary;
  /** The name of a value in generated code. */
  parameter(value: unknown): string;
}

/** The code of a call: its value, and its null test unless that is "null if any argument is". */
export interface CallCode {
  /** Evaluated only if the call is not null. */
  readonly value: string;
  readonly isNull?: string | undefined;
}

/** A function as code over its arguments' cells; `nodes` are the arguments themselves. */
export type Implementation = (args: readonly CellCode[], scope: Scope, nodes: readonly ExpressionNode[]) => CallCode;

/** A function that chooses one of its arguments, written as statements around their code. */
export interface Choice {
  /**
   * Writes statements that assign the chosen argument, or none if the result is null. Calling an argument writes the
   * code that computes it at that place. `chosen` reads what has been assigned so far.
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

/** The condition that at least one of these holds, or undefined if there are none. */
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
